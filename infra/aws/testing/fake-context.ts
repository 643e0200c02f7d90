/** A context over no cloud at all: what would be run is recorded, what is asked is answered from a list. */
import { createAws } from '../aws.ts';
import type { Context } from '../context.ts';
import { type Installation, parseInstallation } from '../installation.ts';
import type { Runner } from '../runner.ts';
import { createTerraform } from '../terraform.ts';

export interface Recorded {
  readonly context: Context;
  /** What was run, in order, as one line each; what was only asked is not among them. */
  readonly ran: readonly string[];
  readonly asked: readonly string[];
  readonly written: ReadonlyMap<string, string>;
  readonly said: readonly string[];
}

interface Answers {
  /** The first whose pattern fits the line answers; an Error is thrown; nothing that fits: the dry run's example. */
  readonly reads?: readonly (readonly [RegExp, unknown])[];
  /** Patterns of calls of `succeeds` that do. */
  readonly succeeding?: readonly RegExp[];
  readonly typed?: string;
  readonly status?: number;
  readonly tfvars?: string;
}

export function createFakeContext(answers: Answers = {}): Recorded {
  const ran: string[] = [];
  const asked: string[] = [];
  const said: string[] = [];
  const written = new Map<string, string>();
  const line = (command: string, args: readonly string[]) => [command, ...args].join(' ');
  const runner: Runner = {
    async run(command, args) {
      ran.push(line(command, args));
    },
    async read(command, args, example) {
      const text = line(command, args);
      asked.push(text);
      const found = answers.reads?.find(([pattern]) => pattern.test(text))?.[1];
      if (found instanceof Error) throw found;
      if (found === undefined) return example;
      return typeof found === 'string' ? found : JSON.stringify(found);
    },
    async succeeds(command, args) {
      return answers.succeeding?.some((pattern) => pattern.test(line(command, args))) ?? false;
    },
    write: (file, text) => void written.set(file, text),
  };
  const installation: Installation = parseInstallation('test', answers.tfvars ?? '');
  const context: Context = {
    installation,
    runner,
    terraform: createTerraform(runner, installation),
    aws: createAws(runner, installation),
    say: (text) => void said.push(text),
    buildBridge: async () => void ran.push('bridge'),
    ask: async () => answers.typed ?? '',
    statusOf: async () => answers.status,
    now: () => new Date('2026-11-22T06:00:00Z'),
  };
  return { context, ran, asked, written, said };
}
