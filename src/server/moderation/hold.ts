import { type HoldReason, watchedWordsIn } from '#lib/domain/site-policy.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Transaction } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { readSitePolicy } from './policy-repository.ts';
import { insertAction, moveModeration } from './repository.ts';
import { tellPerson } from './tell-person.ts';

/** Takes a video that strangers see back to where a moderator decides. Its owner and moderators go on playing it. */
export async function holdVideo(
  tx: Transaction,
  clock: Clock,
  { id: videoId, ownerId, moderation }: VideoRow,
  heldFor: HoldReason,
): Promise<void> {
  if (moderation !== 'approved') return;
  const hold = { heldFor: [heldFor], reviewedAt: null };
  if (!(await moveModeration(tx, videoId, 'pending', hold))) return;
  await insertAction(tx, {
    id: clock.newId(),
    videoId,
    userId: ownerId,
    actorId: null,
    kind: 'hold',
    fromState: moderation,
    toState: 'pending',
    reason: null,
    note: heldFor,
    message: null,
    createdAt: clock.now(),
    readAt: null,
  });
  await tellPerson(tx, clock, ownerId);
  await recordVideoChange(tx, clock, videoId);
  await recordAudit(tx, clock, {
    actorId: null,
    action: 'video.held',
    subject: { type: 'video', id: videoId },
    address: null,
    details: { heldFor },
  });
}

/** After an edit: a watched word that was not there before holds what strangers see. What was approved with one stays. */
export async function judgeEdit(
  tx: Transaction,
  clock: Clock,
  before: VideoRow,
  after: Pick<VideoRow, 'title' | 'description' | 'tags'>,
): Promise<void> {
  const { watchedWords } = await readSitePolicy(tx);
  const wordsIn = ({ title, description, tags }: typeof after) =>
    watchedWordsIn(watchedWords, [title, description, ...(tags ?? [])].join('\n'));
  const old = new Set(wordsIn(before));
  if (wordsIn(after).some((word) => !old.has(word))) await holdVideo(tx, clock, before, 'watched-word');
}
