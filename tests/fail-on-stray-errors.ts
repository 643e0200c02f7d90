/**
 * A test that leaves an error on the console did not mean what it says: it fails. One that expects the error replaces
 * console.error itself (vi.spyOn(console, 'error').mockImplementation(…)) and looks at what was said.
 */
import { afterEach, beforeEach } from 'vitest';

const original = console.error;
let stray: string[] = [];

beforeEach(() => {
  stray = [];
  console.error = (...args: unknown[]) => {
    stray.push(args.map(String).join(' '));
    original(...args);
  };
});

afterEach(() => {
  console.error = original;
  if (stray.length > 0) throw new Error(`console.error was called: ${stray.join('\n')}`);
});
