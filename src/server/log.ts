import pino from 'pino';
import { withTraceId } from '#lib/domain/traceparent.ts';
import { toLoggedError } from './log-error.ts';
import { redactLine } from './redact.ts';

export type Log = pino.Logger;

/**
 * JSON lines on standard output. Whatever names a video names its trace too.
 * @param destination elsewhere than standard output
 */
export function createLog(program: string, level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: { program },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: withTraceId },
    serializers: { err: toLoggedError },
    hooks: { streamWrite: redactLine },
  };
  return destination ? pino(options, destination) : pino(options);
}
