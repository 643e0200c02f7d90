import { z } from 'zod';

const pinoErrorSchema = z.object({ level: z.number().min(50), msg: z.string() });

/** The message of a pino line of level error or fatal; everything else stays in the log file. */
export function errorMessageOf(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return pinoErrorSchema.safeParse(JSON.parse(line)).data?.msg;
  } catch {
    // Half a line, or no JSON after all: nothing to show.
    return undefined;
  }
}
