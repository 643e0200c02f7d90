/** A worker in small, for launchers that run programs: it says what its environment holds, and waits for its end. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Its first line comes in two pieces and must still be one. */
const source = `
  const line = JSON.stringify(process.env) + '\\n';
  process.stdout.write(line.slice(0, 10), () => setImmediate(() => process.stdout.write(line.slice(10))));
  process.on('SIGTERM', () => (process.env.STUBBORN ? console.log('{"refuses":"true"}') : process.exit(0)));
  process.stdin.resume();
  process.stdin.once('close', () => process.env.EXIT_WITH_STDIN && process.exit(0));
  setInterval(() => undefined, 1e6);
`;

export interface FakeWorkerProgram {
  readonly program: string;
  /** For whatever else a test needs files for. */
  readonly folder: string;
  remove(): void;
}

export function writeFakeWorker(): FakeWorkerProgram {
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice contract '));
  const program = path.join(folder, 'fake-worker.mjs');
  writeFileSync(program, source);
  return { folder, program, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What workers said, by worker. */
export function createLineLog() {
  const lines = new Map<string, string[]>();
  return {
    onLine: (workerId: string, line: string) =>
      void lines.set(workerId, [...(lines.get(workerId) ?? []), line]),
    linesOf: (workerId: string): readonly string[] => lines.get(workerId) ?? [],
  };
}
