import { createHash } from 'node:crypto';

/** What a row of the audit log says; `hash` binds all of it to the row before. */
export interface ChainedRow {
  /** 1, 2, 3, … without a gap. */
  readonly position: number;
  /** Of the row before; `GENESIS` of the first. */
  readonly previousHash: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly address: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Where every chain begins. */
export const GENESIS = '0'.repeat(64);

/** Keys in one order: MySQL keeps JSON in an order of its own. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** SHA-256, hex, over every column in one fixed order. Changing it would break every chain there is. */
export function hashOf(row: ChainedRow): string {
  const { position, previousHash, at, actorId, action, subjectType, subjectId, address, details } = row;
  const said = [position, previousHash, at.toISOString(), actorId, action, subjectType, subjectId, address];
  return createHash('sha256')
    .update(canonical([...said, details]))
    .digest('hex');
}

/** What was found wrong, and where. */
export interface Break {
  /** `audit_log.id`; null where the row itself is missing. */
  readonly id: number | null;
  readonly sentence: string;
}

export type StoredRow = Omit<ChainedRow, 'position' | 'previousHash'> & {
  readonly id: number;
  /** Null of a row from before there was a chain. */
  readonly position: number | null;
  readonly previousHash: string | null;
  readonly hash: string | null;
};

/** The last row of the chain: where the next one is bound to. */
export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

/**
 * Whether a row follows on the one before, as it was written.
 * @param before where the chain stands so far
 */
export function checkRow(before: ChainHead, row: StoredRow): Break | undefined {
  const { id, position, previousHash, hash } = row;
  if (position === null || previousHash === null || hash === null)
    return { id, sentence: `Row ${id} is outside of the chain: it was written around it.` };
  if (position !== before.position + 1)
    return position > before.position
      ? { id, sentence: `Before row ${id} position ${before.position + 1} is missing: a row was removed.` }
      : { id, sentence: `Row ${id} has position ${position}, which was taken: it was inserted.` };
  if (previousHash !== before.hash)
    return { id, sentence: `Row ${id} does not follow on the row before it: one of the two was changed.` };
  if (hashOf({ ...row, position, previousHash }) !== hash)
    return { id, sentence: `Row ${id} is not as it was written: it was changed.` };
  return undefined;
}
