'use client';

import { useState } from 'react';
import { formatDuration } from '#lib/client/format/duration.ts';
import { embedCode, shareAddress } from '#lib/client/share.ts';
import type { Video } from '#lib/client/trpc.ts';
import { CopyField } from '../../_ui/copy-field.tsx';

interface SharePanelProps {
  readonly video: Video;
  /** Where the player was when this was opened, in seconds. */
  readonly time: number;
}

/** The address of the video and the code to embed it, from the start or from where the player is. */
export function SharePanel({ video, time }: SharePanelProps) {
  const [isFromHere, setIsFromHere] = useState(false);
  const [{ width, height } = { width: 16, height: 9 }] = video.renditions;
  const startSeconds = isFromHere ? Math.floor(time) : null;
  const { origin } = window.location;
  return (
    <div className="grid gap-5">
      {video.visibility === 'private' && (
        <p className="rounded-lg bg-accent-wash px-3 py-2.5 text-sm">
          The video is private: nobody but you can open these.
        </p>
      )}
      <CopyField label="Link" value={shareAddress(origin, video.id, startSeconds)} />
      <label className="flex items-center gap-3">
        <input
          type="checkbox"
          checked={isFromHere}
          onChange={(event) => setIsFromHere(event.target.checked)}
          className="size-4.5 shrink-0 accent-accent"
        />
        Begin at {formatDuration(Math.floor(time))}
      </label>
      <CopyField
        label="Code to embed it"
        value={embedCode(origin, { videoId: video.id, title: video.title, startSeconds, width, height })}
        isLong
      />
    </div>
  );
}
