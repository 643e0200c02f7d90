import type { MediaUris, Presentation, PresentedSegment } from '../presentation.ts';

const segments = (count: number, durationTicks: number, lastTicks: number): readonly PresentedSegment[] =>
  Array.from({ length: count }, (_, number) => ({
    durationTicks: number === count - 1 ? lastTicks : durationTicks,
    sizeBytes: 50_000 + 10_000 * (number % 3),
  }));

/** 10 s at 25 frames a second in two rungs of three segments (4, 4 and 2 s), with sound on its own grid. */
export const samplePresentation: Presentation = {
  frameRate: { num: 25, den: 1 },
  maxSegmentSeconds: 4,
  video: [
    {
      name: '720p',
      codecs: 'avc1.64001f',
      timescale: 10_000,
      width: 1280,
      height: 720,
      segments: segments(3, 40_000, 20_000),
    },
    {
      name: '240p',
      codecs: 'avc1.64000d',
      timescale: 10_000,
      width: 426,
      height: 240,
      segments: segments(3, 40_000, 20_000),
    },
  ],
  audio: {
    name: 'audio',
    codecs: 'mp4a.40.2',
    timescale: 48_000,
    segments: segments(3, 191_488, 96_256),
  },
  captions: [],
};

export const sampleCaptions = [
  { id: '01A', language: 'en', label: 'English' },
  { id: '01B', language: 'pt-BR', label: 'Português & mais' },
] as const;

/** As the gate writes them, with a query that XML has to escape. */
export const sampleUris: MediaUris = {
  playlist: (track) => `/media/V/${track}/playlist.m3u8?g=o1.sig&x=1`,
  init: (track) => `/media/V/${track}/init.mp4?g=o1.sig&x=1`,
  segment: (track, number) => `/media/V/${track}/${number}.m4s?g=o1.sig&x=1`,
  captionPlaylist: ({ id }) => `/media/V/captions/${id}.m3u8?g=o1.sig&x=1`,
  captionFile: ({ id }) => `/media/V/captions/${id}.vtt?g=o1.sig&x=1`,
};
