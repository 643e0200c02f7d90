'use client';

import { Keyboard } from 'lucide-react';
import Link from 'next/link';
import { useRef } from 'react';
import type { QueuePage } from '#lib/client/moderation/types.ts';
import { useQueueDesk } from '#lib/client/moderation/use-queue-desk.ts';
import { useQueueKeys } from '#lib/client/moderation/use-queue-keys.ts';
import { useReviewQueue } from '#lib/client/moderation/use-review-queue.ts';
import type { ReviewView } from '#lib/domain/moderation.ts';
import { MessagePage } from '../../_ui/message-page.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { DecisionResult } from './decision-result.tsx';
import { QueueHelp } from './queue-help.tsx';
import { QueueRow } from './queue-row.tsx';
import { emptySentences } from './view-names.ts';

interface ReviewQueueProps {
  readonly initial: QueuePage;
  readonly view: ReviewView;
  readonly after: string | undefined;
}

/** What waits for a moderator, one under the other, with the keys that make it quick. */
export function ReviewQueue({ initial, view, after }: ReviewQueueProps) {
  const { videos, next } = useReviewQueue(initial, { view, after });
  const queue = useQueueDesk(videos);
  const { desk, selected, pending } = queue;
  const help = useRef<HTMLDialogElement>(null);
  const showHelp = () => help.current?.showModal();
  useQueueKeys((command) => queue.run(command, showHelp));

  const about = pending?.videos ?? [];
  const subject = about.length === 1 ? `“${about[0]?.title ?? ''}”` : `${about.length} videos`;
  return (
    <>
      <div className="mb-4 grid gap-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {videos.length > 0 && (
            <label className="flex items-center gap-2 text-sm font-semibold">
              <input
                type="checkbox"
                checked={selected.length === videos.length}
                onChange={queue.selectAll}
                className="size-5 accent-accent"
              />
              {selected.length > 0 ? `${selected.length} selected` : 'Select all'}
            </label>
          )}
          {selected.length > 0 && (
            <DecisionButtons
              states={selected.map(({ moderation }) => moderation)}
              title={`${selected.length} selected`}
              isBusy={desk.isBusy}
              onDecide={(decision) => queue.begin(decision, selected)}
            />
          )}
          <button type="button" className="button button-small button-plain ml-auto" onClick={showHelp}>
            <Keyboard className="size-4" aria-hidden="true" />
            Keys
          </button>
        </div>
        <DecisionResult desk={desk} />
      </div>
      {videos.length === 0 ? (
        <MessagePage isInPage title="Nothing here">
          <p>{emptySentences[view]}</p>
        </MessagePage>
      ) : (
        <ul aria-label="Videos" className="grid gap-4">
          {videos.map((video) => (
            <QueueRow
              key={video.id}
              video={video}
              rowRef={queue.rowRef(video.id)}
              isCurrent={video.id === queue.currentId}
              isSelected={queue.isSelected(video.id)}
              isPlaying={video.id === queue.playingId}
              isBusy={desk.isBusy}
              onSelect={() => queue.toggle(video.id)}
              onPreview={() => queue.preview(video)}
              onDecide={(decision) => queue.begin(decision, [video])}
            />
          ))}
        </ul>
      )}
      {next && (
        <nav aria-label="Pages" className="mt-10 flex justify-center">
          <Link href={`/moderation?view=${view}&after=${next}`} className="button button-quiet">
            Next page
          </Link>
        </nav>
      )}
      {pending && (
        <DecisionDialog
          decision={pending.decision}
          subject={subject}
          onDecide={queue.confirm}
          onClose={queue.closePending}
        />
      )}
      <QueueHelp dialog={help} />
    </>
  );
}
