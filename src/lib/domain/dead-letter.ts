import { z } from 'zod';

/** A message that could not be handled, as its topic's dead-letter twin keeps it. */
export const deadLetter = z.object({
  /** Where it stood. */
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  key: z.string(),
  /** As it came, to the byte. */
  value: z.string(),
  error: z.string(),
  /** How often it was handled in vain. */
  tries: z.int().positive(),
  /** Of the message, when it could be read: one search finds what else happened to its video. */
  traceparent: z.string().nullable(),
  deadAt: z.iso.datetime(),
});
export type DeadLetter = z.infer<typeof deadLetter>;

export const letterEndings = ['replayed', 'discarded'] as const;
export type LetterEnding = (typeof letterEndings)[number];

/** Kafka takes no message out of a topic: that a letter is dealt with is said by another one behind it. */
export const letterEnd = z.object({
  /** Where in the dead-letter topic the letter stands: `<partition>:<offset>`. */
  ends: z.string(),
  ending: z.enum(letterEndings),
  at: z.iso.datetime(),
});
export type LetterEnd = z.infer<typeof letterEnd>;

const entry = z.union([deadLetter, letterEnd]);

/** Reads one message of a dead-letter topic; undefined when it is neither (nobody but us should write there). */
export function parseDeadLetterEntry(json: string): DeadLetter | LetterEnd | undefined {
  try {
    return entry.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
