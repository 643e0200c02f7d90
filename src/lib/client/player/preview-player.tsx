'use client';

import 'video.js/dist/video-js.css';
import './player.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import { explainPlayerError } from './player-error.ts';
import { usePlayer } from './use-player.ts';

interface PreviewPlayerProps {
  /** Address of the HLS master playlist. */
  readonly url: string;
  readonly poster: string | null;
  readonly title: string;
}

/** Plays at once and without sound, for whoever looks through many videos. It has no keys of its own: the page has. */
export function PreviewPlayer({ url, poster, title }: PreviewPlayerProps) {
  const host = useRef<HTMLDivElement>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  // A page that looks again gets addresses with a fresh grant: the first one goes on playing.
  const [source] = useState({ src: url, type: 'application/x-mpegURL' } as const);
  const onError = useCallback((code: number | undefined) => setSentence(explainPlayerError(code)), []);
  const mounted = usePlayer(host, { source, poster, title }, onError);
  useEffect(() => {
    if (!mounted) return;
    mounted.player.muted(true);
    // A browser that does not let it begin leaves the button.
    mounted.player.play()?.catch(() => undefined);
  }, [mounted]);
  return (
    <div className="relative aspect-video w-full max-w-2xl overflow-hidden rounded-xl bg-black">
      <div ref={host} className="h-full w-full" data-vjs-player />
      {sentence && (
        <p
          role="alert"
          className="absolute inset-0 grid place-content-center bg-black/85 p-6 text-center text-white"
        >
          {sentence}
        </p>
      )}
    </div>
  );
}
