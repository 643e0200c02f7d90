/** Runs `aws`, `docker` and `terraform`: the one door from these commands to the world. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { checkoutDir } from '../local/checkout.ts';
import { inheritedEnv } from '../local/env.ts';
import type { Say } from '../local/progress.ts';

export interface RunOptions {
  /** Where it runs; the root of the checkout unless said. */
  readonly cwd?: string;
  /** Given to it on its standard input, and shown nowhere. */
  readonly input?: string;
}

export interface Runner {
  /** Runs a program that changes something, before the operator's eyes. @throws when it does not end with 0 */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<void>;
  /**
   * Runs a program that changes nothing, for what it prints. @throws when it does not end with 0
   * @param example what a dry run goes on with
   */
  read(command: string, args: readonly string[], example: string, options?: RunOptions): Promise<string>;
  /** Whether a program that changes nothing ends with 0; a dry run is told no. */
  succeeds(command: string, args: readonly string[]): Promise<boolean>;
  /** Writes a file of the operator's, by its absolute path. */
  write(file: string, text: string): void;
}

const line = (command: string, args: readonly string[]): string =>
  [command, ...args].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`)).join(' ');

function runProgram(
  command: string,
  args: readonly string[],
  { cwd = checkoutDir, input }: RunOptions,
  shows: 'all' | 'errors' | 'nothing',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      // A pager would wait for a key.
      env: { ...inheritedEnv, AWS_PAGER: '' },
      stdio: [
        input === undefined ? 'inherit' : 'pipe',
        shows === 'all' ? 'inherit' : 'pipe',
        shows === 'nothing' ? 'ignore' : 'inherit',
      ],
    });
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.stdin?.end(input);
    child.once('error', () => reject(new Error(`\`${command}\` was not found on this machine.`)));
    child.once('close', (code) => {
      if (code === 0) resolve(printed.trim());
      else reject(new Error(`It ended with ${code}: ${line(command, args)}`));
    });
  });
}

export const createRunner = (say: Say): Runner => ({
  async run(command, args, options = {}) {
    say(`> ${line(command, args)}`);
    await runProgram(command, args, options, 'all');
  },
  read: (command, args, _example, options = {}) => runProgram(command, args, options, 'errors'),
  succeeds: (command, args) =>
    runProgram(command, args, {}, 'nothing').then(
      () => true,
      () => false,
    ),
  write: (file, text) => writeFileSync(file, text),
});

/** Starts nothing and writes nothing: says what would be done. */
export const createDryRunner = (say: Say): Runner => ({
  async run(command, args) {
    say(`would run   ${line(command, args)}`);
  },
  async read(command, args, example) {
    say(`would ask   ${line(command, args)}`);
    return example;
  },
  async succeeds(command, args) {
    say(`would ask   ${line(command, args)}`);
    return false;
  },
  write: (file) => say(`would write ${file}`),
});
