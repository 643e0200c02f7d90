import type { Database } from '../db/client.ts';
import { type Break, type ChainHead, checkRow, GENESIS } from './chain.ts';
import { lastId, readHead, readRows } from './repository.ts';

const AT_ONCE = 1_000;

export interface Verdict {
  /** Rows of the chain that were found in order. */
  readonly checked: number;
  /** Rows from before there was a chain: nothing is known of them. */
  readonly older: number;
  readonly head: ChainHead;
  /** The first thing that is wrong. */
  readonly broken: Break | undefined;
}

/**
 * Reads the whole audit log and follows its chain. A row that was changed, removed or inserted is found, rows removed
 * from the end by the head. Whoever can write the database could make the whole chain anew: against that stands a head
 * that was noted elsewhere before.
 * @param noted a head that was right once: its row must still have that hash
 */
export async function verifyAudit(db: Database, noted?: ChainHead): Promise<Verdict> {
  // First the head, then the rows: what is written meanwhile lies behind both.
  const expected = await readHead(db);
  const until = await lastId(db);
  let head: ChainHead = { position: 0, hash: GENESIS };
  let older = 0;
  const verdict = (broken?: Break): Verdict => ({ checked: head.position, older, head, broken });
  const isNotNoted = ({ position, hash }: ChainHead) => noted?.position === position && noted.hash !== hash;

  for (let afterId = 0; afterId < until; ) {
    const rows = await readRows(db, afterId, AT_ONCE);
    for (const row of rows) {
      if (row.id > until) break;
      if (row.hash === null && head.position === 0) {
        older++;
        continue;
      }
      const broken = checkRow(head, row);
      if (broken) return verdict(broken);
      head = { position: row.position ?? 0, hash: row.hash ?? '' };
      if (isNotNoted(head))
        return verdict({ id: row.id, sentence: `Row ${row.id} has another hash than was noted of it.` });
    }
    const last = rows.at(-1);
    if (!last) break;
    afterId = last.id;
  }
  const end = Math.max(expected.position, noted?.position ?? 0);
  if (head.position < end)
    return verdict({
      id: null,
      sentence: `The chain ends at position ${head.position}, and it has been at ${end}: rows were removed from its end.`,
    });
  return verdict();
}
