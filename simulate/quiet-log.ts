import pino from 'pino';
import type { Log } from '../src/server/log.ts';

/** Log lines go to the trace of the life, without their fields. */
export function createQuietLog(tell: (what: string) => void): Log {
  return pino(
    { level: 'info', base: null, timestamp: false },
    {
      write(line: string) {
        const { msg, err }: { msg?: string; err?: { message?: string } } = JSON.parse(line);
        tell(`log: ${msg ?? ''}${err?.message ? ` (${err.message.slice(0, 200)})` : ''}`);
      },
    },
  );
}
