import type { Database } from '../db/client.ts';
import type { Log } from '../log.ts';
import type { SweptKind } from '../metrics/swept-kinds.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';

export interface BroomParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly log: Log;
  readonly buckets: { readonly source: string; readonly media: string };
}

/** How much was mended, by kind. */
export type Swept = Readonly<Partial<Record<SweptKind, number>>>;

/**
 * Looks for one kind of thing that was left lying and puts it right. Idempotent, and bounded: what is left
 * over waits for the next turn. It decides by what MySQL and the store say now, never by what it remembers.
 */
export interface Broom {
  readonly name: string;
  readonly everyMs: number;
  sweep(): Promise<Swept>;
}
