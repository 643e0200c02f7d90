import type { Transaction } from '../db/client.ts';
import type { ModerationActionRow } from '../db/schema/moderation-actions.ts';
import type { Clock } from '../ports/clock.ts';
import { insertAction } from './repository.ts';
import { tellPerson } from './tell-person.ts';

/** Puts what was done about a person, and not about a video, among their notices, and has a letter sent. */
export async function noteMeasure(
  tx: Transaction,
  clock: Clock,
  measure: Pick<ModerationActionRow, 'userId' | 'actorId' | 'kind' | 'message' | 'note'>,
): Promise<void> {
  const nothing = { videoId: null, fromState: null, toState: null, reason: null, readAt: null };
  await insertAction(tx, { ...nothing, ...measure, id: clock.newId(), createdAt: clock.now() });
  await tellPerson(tx, clock, measure.userId);
}
