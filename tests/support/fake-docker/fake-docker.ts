/**
 * A `docker` of our own for tests, on machines without an engine: the subset of its command line that the launcher
 * uses. A container is a process of this machine: its image is a program for Node, its environment holds what
 * `--env` names and nothing else. Nothing is isolated, and no limit is enforced. Test code.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { env } from './env.ts';

interface State {
  readonly name: string;
  readonly labels: readonly string[];
  readonly image: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  pid?: number;
  exitCode?: number;
  oomKilled?: boolean;
}

const folder = env.FAKE_DOCKER_DIR ?? '';
const fileOf = (name: string, kind: string) => path.join(folder, `${name}.${kind}`);
const read = (name: string): State => JSON.parse(readFileSync(fileOf(name, 'state'), 'utf8'));
/** In one step: others read it all the time. */
function write(state: State): void {
  const half = fileOf(state.name, `state.${process.pid}`);
  writeFileSync(half, JSON.stringify(state));
  renameSync(half, fileOf(state.name, 'state'));
}
const ends = (state: State) => state.exitCode !== undefined;

function fail(text: string, code = 1): never {
  process.stderr.write(`Error response from daemon: ${text}\n`);
  process.exit(code);
}
function need(name: string): State {
  if (!existsSync(fileOf(name, 'state'))) fail(`No such container: ${name}`);
  return read(name);
}
async function untilEnded(name: string): Promise<State> {
  while (existsSync(fileOf(name, 'state')) && !ends(read(name))) await delay(20);
  return need(name);
}

/** Options that stand alone; all others of ours have a value. */
const flags = new Set(['--detach', '--init', '--read-only', '--all', '--follow']);

function parse(args: readonly string[]) {
  const options: [string, string][] = [];
  let at = 0;
  for (; args[at]?.startsWith('-'); at++) {
    const name = args[at] ?? '';
    options.push([name, flags.has(name) ? '' : (args[++at] ?? '')]);
  }
  const all = (name: string) => options.filter(([of]) => of === name).map(([, value]) => value);
  return { all, rest: args.slice(at) };
}

async function run(args: readonly string[]): Promise<void> {
  const { all, rest } = parse(args);
  const [name = ''] = all('--name');
  if (env.FAKE_DOCKER_REFUSES) fail(env.FAKE_DOCKER_REFUSES, 125);
  if (existsSync(fileOf(name, 'state'))) {
    fail(`Conflict. The container name "/${name}" is already in use by container "1".`, 125);
  }
  const environment = Object.fromEntries(all('--env').map((of) => [of, env[of] ?? '']));
  write({ name, labels: all('--label'), image: rest[0] ?? '', args, environment });
  const self = fileURLToPath(import.meta.url);
  spawn(process.execPath, [self, '__engine', name], { detached: true, stdio: 'ignore' }).unref();
  while (read(name).pid === undefined) await delay(10);
  process.stdout.write(`${name}\n`);
}

/** What the engine does: holds the container's process, keeps what it says, and notes its end. */
function engine(name: string): void {
  const state = read(name);
  const child = spawn(process.execPath, [state.image], {
    env: { PATH: env.PATH, NODE_ENV: 'production', ...state.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  writeFileSync(fileOf(name, 'log'), '');
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => writeFileSync(fileOf(name, 'log'), chunk, { flag: 'a' }));
  }
  write({ ...state, ...(child.pid ? { pid: child.pid } : {}) });
  child.once('close', (code, signal) => {
    const exitCode = code ?? (signal === 'SIGKILL' ? 137 : 143);
    write({ ...read(name), exitCode });
  });
}

async function logs(args: readonly string[]): Promise<void> {
  const [name = ''] = parse(args).rest;
  need(name);
  for (let told = 0; existsSync(fileOf(name, 'state')); await delay(20)) {
    const isOver = ends(read(name));
    const text = existsSync(fileOf(name, 'log')) ? readFileSync(fileOf(name, 'log')).subarray(told) : '';
    process.stdout.write(text);
    told += text.length;
    if (isOver) return;
  }
}

async function stop(args: readonly string[]): Promise<void> {
  const { all, rest } = parse(args);
  const state = need(rest[0] ?? '');
  if (ends(state) || !state.pid) return;
  process.kill(state.pid, 'SIGTERM');
  const timer = setTimeout(() => process.kill(state.pid ?? 0, 'SIGKILL'), 1000 * Number(all('-t')[0]));
  await untilEnded(state.name);
  clearTimeout(timer);
}

function list(): void {
  for (const file of readdirSync(folder).filter((of) => of.endsWith('.state'))) {
    const name = path.basename(file, '.state');
    // Removed while we looked.
    if (!existsSync(fileOf(name, 'state'))) continue;
    const state = read(name);
    const label = state.labels[0]?.split('=')[1] ?? '';
    process.stdout.write(`${label} ${ends(state) ? 'exited' : 'running'}\n`);
  }
}

const [command, ...args] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const last = args.at(-1) ?? '';
if (command === 'run') await run(args);
else if (command === '__engine') engine(last);
else if (command === 'ps') list();
else if (command === 'logs') await logs(args);
else if (command === 'wait') process.stdout.write(`${(await untilEnded(last)).exitCode}\n`);
else if (command === 'inspect') process.stdout.write(`${need(last).oomKilled ?? false}\n`);
else if (command === 'stop') await stop(args);
else if (command === 'rm') rmSync(fileOf(need(last).name, 'state'));
else fail(`unknown command: ${command}`);
