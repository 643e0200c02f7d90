import { reasonSentences } from '#lib/domain/moderation.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database, Executor } from '../db/client.ts';
import type { ModerationActionRow } from '../db/schema/moderation-actions.ts';
import type { Clock } from '../ports/clock.ts';
import { countUnread, listNotices, markRead } from './repository.ts';

const MOST_NOTICES = 100;
/** A letter names this many and says that there are more. */
const MOST_IN_LETTER = 20;

/** What came of which video, or what was done about the person. */
const sentences: Readonly<Record<ModerationActionRow['kind'], (video: string) => string>> = {
  approve: (video) => `${video} was approved.`,
  reject: (video) => `${video} was rejected: nobody can watch it.`,
  hide: (video) => `${video} was hidden: nobody can watch it for now.`,
  restore: (video) => `${video} can be watched again.`,
  hold: (video) => `${video} waits for a moderator: others can watch it again when one has approved it.`,
  'refuse-appeal': (video) => `Your appeal was refused. ${video} stays as it is.`,
  warn: () => 'A moderator has warned you.',
  limit: () => 'Your account was limited: each new video waits for a moderator.',
  unlimit: () => 'Your account is no longer limited.',
};

type Notice = Awaited<ReturnType<typeof listNotices>>[number];

function sentenceOf({ notice, title }: Notice): string {
  return sentences[notice.kind](`Your video “${title ?? ''}”`);
}

/** What moderators tell people of their videos: a list on the site, and a letter. */
export function createNoticeService({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /** One's own, newest first; who decided is not told. */
    async list({ userId }: Viewer) {
      const rows = await listNotices(db, userId, { unreadOnly: false, limit: MOST_NOTICES });
      return rows.map((row) => ({
        id: row.notice.id,
        videoId: row.notice.videoId,
        kind: row.notice.kind,
        sentence: sentenceOf(row),
        reason: row.notice.reason,
        message: row.notice.message,
        createdAt: row.notice.createdAt.toISOString(),
        isRead: row.notice.readAt !== null,
      }));
    },

    /** How many the person has not read, for the mark in the header. */
    unread: ({ userId }: Viewer): Promise<number> => countUnread(db, userId),

    /** Marks as read all that were there when `upTo` was the newest. */
    async markRead({ userId }: Viewer, upTo: string): Promise<void> {
      await markRead(db, userId, upTo, clock.now());
    },
  };
}

/** What a letter says of the notices that a person has not read; empty when they have read them all. */
export async function noticeParagraphs(db: Executor, userId: string): Promise<readonly string[]> {
  const unread = await listNotices(db, userId, { unreadOnly: true, limit: MOST_IN_LETTER + 1 });
  const told = unread.slice(0, MOST_IN_LETTER).map((row) => {
    const { reason, message } = row.notice;
    return [
      sentenceOf(row),
      ...(reason ? [`Reason: ${reasonSentences[reason]}.`] : []),
      ...(message ? [message] : []),
    ].join('\n');
  });
  return unread.length > MOST_IN_LETTER ? [...told, 'There are more.'] : told;
}
