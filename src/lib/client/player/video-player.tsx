'use client';

import 'video.js/dist/video-js.css';
import './player.css';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { explainPlayerError } from './player-error.ts';
import type { PlayerSource } from './player-source.ts';
import { QualitySelect } from './quality-select.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { reload, useNewRungs } from './use-new-rungs.ts';
import { usePlayer } from './use-player.ts';
import { usePlayerKeyboard } from './use-player-keyboard.ts';
import { useStoryboard } from './use-storyboard.ts';

export interface VideoPlayerProps {
  readonly source: PlayerSource;
  readonly poster: string | null;
  readonly title: string;
  /** What the source offers now, rungs and captions: when that changes, the player takes it up. */
  readonly offer: string;
  /** Address of the storyboard; null while there is none. */
  readonly storyboard: string | null;
  /** Filled with a way to ask for the time, in seconds. */
  readonly playhead: RefObject<(() => number) | null>;
  /** Told when playback broke, so that the page can look whether the video is still there. */
  readonly onBroken: () => void;
}

export function VideoPlayer(props: VideoPlayerProps) {
  const { source, poster, title, offer, storyboard, playhead, onBroken } = props;
  const host = useRef<HTMLDivElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const [errorSentence, setErrorSentence] = useState<string | null>(null);

  const onError = useCallback(
    (code: number | undefined) => {
      setErrorSentence(explainPlayerError(code));
      onBroken();
    },
    [onBroken],
  );
  const mounted = usePlayer(host, { source, poster, title }, onError);
  const player = mounted?.player ?? null;
  useNewRungs(player, source, offer);
  useStoryboard(player, storyboard);
  useEffect(() => {
    playhead.current = player ? () => player.currentTime() ?? 0 : null;
  }, [player, playhead]);
  const showHelp = useCallback(() => help.current?.showModal(), []);
  usePlayerKeyboard(player, showHelp);

  const tryAgain = () => {
    setErrorSentence(null);
    if (mounted) reload(mounted.player, source);
  };

  return (
    <div className="relative h-full w-full">
      <div ref={host} className="h-full w-full" data-vjs-player />
      {mounted && <QualitySelect player={mounted.player} slot={mounted.slot} />}
      {errorSentence && (
        <div
          role="alert"
          className="absolute inset-0 grid place-content-center gap-4 bg-black/85 p-6 text-center text-white"
        >
          <p>{errorSentence}</p>
          <button type="button" className="button button-primary justify-self-center" onClick={tryAgain}>
            Try again
          </button>
        </div>
      )}
      <ShortcutHelp dialog={help} />
    </div>
  );
}
