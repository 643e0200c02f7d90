import pino from 'pino';

export type Log = pino.Logger;

/** JSON lines on standard output. Signed URLs and secrets never get here: callers log codes and ids. */
export function createLog(program: string, level: string): Log {
  return pino({ level, base: { program }, timestamp: pino.stdTimeFunctions.isoTime });
}
