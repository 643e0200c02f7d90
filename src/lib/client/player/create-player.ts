import videojs from 'video.js';
import type { PlayerSource } from './player-source.ts';
import { speeds } from './speeds.ts';

export type Player = ReturnType<typeof videojs>;

export interface PlayerOptions {
  readonly source: PlayerSource;
  readonly poster: string | null;
  readonly title: string;
}

/** Makes a player inside `host`. `dispose()` takes its element away again. */
export function createPlayer(host: HTMLElement, options: PlayerOptions): Player {
  const element = document.createElement('video-js');
  host.append(element);
  return videojs(element, {
    controls: true,
    fill: true,
    preload: 'auto',
    playsinline: true,
    // One engine everywhere, so that quality can be chosen in Safari too; iPhones have no Media Source and play natively.
    html5: {
      vhs: { overrideNative: 'MediaSource' in window },
      // Captions come by the manifest too, so whoever reads that has to show them.
      nativeTextTracks: !('MediaSource' in window),
      nativeAudioTracks: false,
      nativeVideoTracks: false,
    },
    // Errors are told in a sentence of our own, keys are listened to on the whole page.
    errorDisplay: false,
    userActions: { hotkeys: false },
    playbackRates: [...speeds],
    controlBar: { remainingTimeDisplay: false, volumePanel: { inline: true } },
    ...(options.poster ? { poster: options.poster } : {}),
    sources: [options.source],
  });
}
