'use client';

import dynamic from 'next/dynamic';

/** video.js is large and needs a browser: it is loaded when something is to be played. */
export const Preview = dynamic(
  () => import('#lib/client/player/preview-player.tsx').then((module) => module.PreviewPlayer),
  { ssr: false, loading: () => <p className="text-sm text-muted">The player is loading.</p> },
);
