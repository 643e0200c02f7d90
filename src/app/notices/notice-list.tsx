'use client';

import Link from 'next/link';
import { formatDate } from '#lib/client/format/age.ts';
import type { NoticeList as Notices } from '#lib/client/moderation/types.ts';
import { useNotices } from '#lib/client/moderation/use-notices.ts';
import { reasonSentences } from '#lib/domain/moderation.ts';
import { MessagePage } from '../_ui/message-page.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';

/** Newest first; what was not read yet is marked until the person says so. */
export function NoticeList({ initial }: { readonly initial: Notices }) {
  const { notices, hasUnread, markRead, isBusy, sentence } = useNotices(initial);
  if (notices.length === 0)
    return (
      <MessagePage isInPage title="No notices">
        <p>If a moderator decides about a video of yours, you read it here.</p>
      </MessagePage>
    );
  return (
    <>
      {hasUnread && (
        <button
          type="button"
          className="button button-small button-quiet mb-4"
          disabled={isBusy}
          onClick={markRead}
        >
          Mark all as read
        </button>
      )}
      <ProblemNote sentence={sentence} />
      <ul className="grid gap-3">
        {notices.map((notice) => (
          <li key={notice.id} className="card grid gap-2 p-4" data-unread={!notice.isRead}>
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              {!notice.isRead && (
                <span className="rounded-md bg-accent-wash px-2 py-0.5 text-xs font-semibold text-accent">
                  New
                </span>
              )}
              <span className="font-semibold wrap-anywhere">{notice.sentence}</span>
              <time dateTime={notice.createdAt} className="text-sm text-muted">
                {formatDate(notice.createdAt)}
              </time>
            </p>
            {notice.reason && <p className="text-sm">Reason: {reasonSentences[notice.reason]}</p>}
            {notice.message && (
              <p className="max-w-prose wrap-anywhere whitespace-pre-line">{notice.message}</p>
            )}
            {notice.videoId && (
              <p>
                <Link href={`/watch/${notice.videoId}`} className="text-accent underline underline-offset-2">
                  {notice.kind === 'hide' || notice.kind === 'reject'
                    ? 'See it, and appeal'
                    : 'See the video'}
                </Link>
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
