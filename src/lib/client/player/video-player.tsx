'use client';

import 'video.js/dist/video-js.css';
import './player.css';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Chapter } from '#lib/domain/chapters.ts';
import type { Player } from './create-player.ts';
import { explainPlayerError } from './player-error.ts';
import type { PlayerSource } from './player-source.ts';
import { QualitySelect } from './quality-select.tsx';
import { ResumeNote } from './resume-note.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { type Theatre, TheatreButton } from './theatre-button.tsx';
import { useChapters } from './use-chapters.ts';
import { type PlayerBeat, useHeartbeat } from './use-heartbeat.ts';
import { reload, useNewRungs } from './use-new-rungs.ts';
import { usePlayer } from './use-player.ts';
import { usePlayerKeyboard } from './use-player-keyboard.ts';
import { type PlayerStart, useStart } from './use-start.ts';
import { useStoryboard } from './use-storyboard.ts';

/** What the page may ask of the player. */
export interface PlayerHandle {
  /** Where it is, in seconds. */
  time(): number;
  /** Goes there and plays, in sight. */
  goTo(seconds: number): void;
}

export interface VideoPlayerProps {
  readonly source: PlayerSource;
  readonly poster: string | null;
  readonly title: string;
  /** What the source offers now, rungs and captions: when that changes, the player takes it up. */
  readonly offer: string;
  /** Address of the storyboard; null while there is none. */
  readonly storyboard: string | null;
  /** Filled while there is a player. */
  readonly playhead: RefObject<PlayerHandle | null>;
  /** Told when playback broke, so that the page can look whether the video is still there. */
  readonly onBroken: () => void;
  /** In order; must stay the same list while it says the same. */
  readonly chapters?: readonly Chapter[];
  /** Absent where the page has no room for it. */
  readonly theatre?: Theatre;
  /** Where to begin; asked once. */
  readonly start?: () => PlayerStart | null;
  /** Told how far it was watched. Must stay the same function. */
  readonly onBeat?: (beat: PlayerBeat) => Promise<void>;
}

export function VideoPlayer(props: VideoPlayerProps) {
  const { source, poster, title, offer, storyboard, playhead, onBroken, theatre } = props;
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
    playhead.current = player && handleOf(player);
  }, [player, playhead]);
  const showHelp = useCallback(() => help.current?.showModal(), []);
  usePlayerKeyboard(player, { showHelp, toggleTheatre: theatre?.toggle });
  useChapters(player, props.chapters);
  useHeartbeat(player, props.onBeat);
  const { resumedAt, startOver } = useStart(player, props.start);

  const tryAgain = () => {
    setErrorSentence(null);
    if (mounted) reload(mounted.player, source);
  };

  return (
    <div className="relative h-full w-full">
      <div ref={host} className="h-full w-full" data-vjs-player />
      {mounted && <QualitySelect player={mounted.player} slot={mounted.slot} />}
      {mounted && theatre && <TheatreButton theatre={theatre} slot={mounted.slot} />}
      {resumedAt !== null && <ResumeNote seconds={resumedAt} onStartOver={startOver} />}
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

function handleOf(player: Player): PlayerHandle {
  return {
    time: () => player.currentTime() ?? 0,
    goTo(seconds) {
      player.currentTime(seconds);
      player.el().scrollIntoView({ block: 'nearest' });
      // Refused where the browser wants a click on the player itself: then it stands at the place.
      player.play()?.catch(() => undefined);
    },
  };
}
