import { z } from 'zod';

const errorLineSchema = z.object({
  level: z.number().min(50),
  msg: z.string(),
  err: z.object({ message: z.string() }).optional(),
  // kafkajs calls every retry an error, dozens in a broker's first seconds. A dead broker is reported by its supervisor.
  kafka: z.undefined().optional(),
});

/** The message of a pino line of level error or fatal; everything else stays in the log file. */
export function errorMessageOf(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { data } = errorLineSchema.safeParse(JSON.parse(line));
    return data && (data.err ? `${data.msg}: ${data.err.message}` : data.msg);
  } catch {
    // Half a line, or no JSON after all: nothing to show.
    return undefined;
  }
}
