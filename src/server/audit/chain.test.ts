import { describe, expect, it } from 'vitest';
import { type ChainedRow, type ChainHead, checkRow, GENESIS, hashOf, type StoredRow } from './chain.ts';

const start: ChainHead = { position: 0, hash: GENESIS };

function link(before: ChainHead, id: number): StoredRow & ChainedRow & ChainHead {
  const row = {
    position: before.position + 1,
    previousHash: before.hash,
    at: new Date(Date.UTC(2026, 10, 21) + id),
    actorId: '01KAZX5V3H8T6W2M4N9QRS7BCD',
    action: 'video.hidden',
    subjectType: 'video',
    subjectId: `v${id}`,
    address: null,
    details: { from: 'approved', reason: 'spam', nested: { b: [1, 2], a: null } },
  };
  return { id, ...row, hash: hashOf(row) };
}
const first = link(start, 1);
const second = link(first, 2);
const third = link(second, 5);

describe('a chain', () => {
  it('holds as it was written, whatever gaps the ids have', () => {
    expect([checkRow(start, first), checkRow(first, second), checkRow(second, third)]).toEqual(
      Array(3).fill(undefined),
    );
  });

  it.each([
    ['at', new Date(0)],
    ['actorId', null],
    ['action', 'video.approved'],
    ['subjectType', 'user'],
    ['subjectId', 'v9'],
    ['address', '203.0.113.7'],
    ['details', {}],
    ['hash', GENESIS],
    ['previousHash', GENESIS],
    ['position', 3],
    ['position', 1],
    ['position', null],
    ['hash', null],
  ] as const)('does not hold when %s becomes %j', (column, value) => {
    expect(checkRow(first, { ...second, [column]: value })?.id).toBe(2);
  });

  it('does not hold with a row too few, nor when a changed row is hashed anew', () => {
    expect(checkRow(first, third)?.sentence).toContain('was removed');
    const forged = { ...second, subjectId: 'v9' };
    const rehashed = { ...forged, hash: hashOf(forged) };
    expect(checkRow(first, rehashed)).toBeUndefined();
    expect(checkRow(rehashed, third)?.id).toBe(5);
  });

  it('does not depend on the order in which a database gives the keys of JSON back', () => {
    const shuffled = { nested: { a: null, b: [1, 2] }, reason: 'spam', from: 'approved' };
    expect(checkRow(first, { ...second, details: shuffled })).toBeUndefined();
  });

  it('tells details apart that only look alike', () => {
    const alike = [{ a: 1 }, { a: '1' }, { a: [1] }, { a: { 0: 1 } }, { b: 1 }, { a: 1, b: null }, {}];
    expect(new Set(alike.map((details) => hashOf({ ...second, details }))).size).toBe(alike.length);
  });
});
