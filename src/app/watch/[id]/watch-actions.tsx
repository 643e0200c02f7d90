'use client';

import { Flag, Share2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { Video } from '#lib/client/trpc.ts';
import { Dialog } from '../../_ui/dialog.tsx';
import { ReportForm } from './report-form.tsx';
import { SharePanel } from './share-panel.tsx';

interface WatchActionsProps {
  readonly video: Video;
  readonly isMine: boolean;
  readonly isSignedIn: boolean;
  /** Where the player is, in seconds. */
  readonly readTime: () => number;
}

/** What a viewer does with a video besides watching it. */
export function WatchActions({ video, isMine, isSignedIn, readTime }: WatchActionsProps) {
  // The player goes on meanwhile: what is offered is where it was at the click.
  const [shared, setShared] = useState<number | null>(null);
  const [isReporting, setIsReporting] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      <button
        type="button"
        className="button button-small button-quiet"
        onClick={() => setShared(readTime())}
      >
        <Share2 className="size-4" aria-hidden="true" />
        Share
      </button>
      {!isMine && isSignedIn && (
        <button
          type="button"
          className="button button-small button-plain"
          onClick={() => setIsReporting(true)}
        >
          <Flag className="size-4" aria-hidden="true" />
          Report
        </button>
      )}
      {!isSignedIn && (
        <Link
          href={`/sign-in?next=${encodeURIComponent(`/watch/${video.id}`)}`}
          className="button button-small button-plain"
        >
          <Flag className="size-4" aria-hidden="true" />
          Sign in to report
        </Link>
      )}
      <Dialog isOpen={shared !== null} onOpenChange={() => setShared(null)} title="Share this video">
        {shared !== null && <SharePanel video={video} time={shared} />}
      </Dialog>
      <Dialog isOpen={isReporting} onOpenChange={setIsReporting} title="Report this video">
        <ReportForm videoId={video.id} onClose={() => setIsReporting(false)} />
      </Dialog>
    </div>
  );
}
