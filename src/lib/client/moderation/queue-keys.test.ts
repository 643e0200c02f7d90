import { describe, expect, it } from 'vitest';
import { queueCommandOf, queueShortcuts } from './queue-keys.ts';

const plain = { ctrlKey: false, altKey: false, metaKey: false };

describe('a key in the queue', () => {
  it.each([
    ['j', { kind: 'move', by: 1 }],
    ['K', { kind: 'move', by: -1 }],
    ['h', { kind: 'decide', decision: 'hide' }],
    ['?', { kind: 'help' }],
  ])('%s is a command, whatever its case', (key, command) => {
    expect(queueCommandOf({ ...plain, key })).toEqual(command);
  });

  it.each(['Enter', 'Tab', 'z', 'constructor', '__proto__'])('%s is left to the page', (key) => {
    expect(queueCommandOf({ ...plain, key })).toBeUndefined();
  });

  it.each(['ctrlKey', 'altKey', 'metaKey'] as const)('with %s it is the browser’s own', (modifier) => {
    expect(queueCommandOf({ ...plain, [modifier]: true, key: 'r' })).toBeUndefined();
  });

  it('is in the help, each of them', () => {
    const told = queueShortcuts.flatMap(([keys]) => keys.split(' '));
    const understood = told.filter((key) => queueCommandOf({ ...plain, key }));
    expect(understood).toEqual(told);
    expect(new Set(told).size).toBe(10);
  });
});
