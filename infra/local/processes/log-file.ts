/** One log per child under DATA_DIR/logs, kept small enough to open. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** One old generation is kept beside it, so a child costs at most twice this on disk. */
const rotateBytes = 10 * 1024 * 1024;

export interface LogFile {
  readonly file: string;
  append(text: string): void;
  /** The end of the log, for the sentence that says why something did not start. */
  lastLines(count: number): string;
}

/** `fresh` for commands, whose last run alone matters. */
export function openLogFile(logDir: string, name: string, { fresh = false } = {}): LogFile {
  mkdirSync(logDir, { recursive: true });
  const file = path.join(logDir, `${name}.log`);
  if (fresh) rmSync(file, { force: true });
  let sizeBytes = existsSync(file) ? statSync(file).size : 0;
  return {
    file,
    append(text) {
      // Synchronous: the last words of a child that dies are the ones that matter.
      appendFileSync(file, text);
      sizeBytes += Buffer.byteLength(text);
      if (sizeBytes < rotateBytes) return;
      renameSync(file, `${file}.1`);
      sizeBytes = 0;
    },
    lastLines: (count) =>
      existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : '',
  };
}
