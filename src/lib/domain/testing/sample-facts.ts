import type { SourceFacts } from '../source-facts.ts';

type Overrides = Omit<Partial<SourceFacts>, 'video'> & { readonly video?: Partial<SourceFacts['video']> };

/** Facts of an ordinary source for tests: 30 s of 1280x720 at 25 frames a second, with sound. */
export function sampleFacts(overrides: Overrides = {}): SourceFacts {
  return {
    formatName: 'mov,mp4,m4a,3gp,3g2,mj2',
    durationSeconds: 30,
    frameCount: 750,
    sizeBytes: 4_000_000,
    bitrateBps: 1_066_666,
    audio: {
      codec: 'aac',
      channels: 2,
      sampleRate: 48_000,
      startSeconds: 0,
      durationSeconds: 30,
      streamIndex: 1,
      loudnessLufs: -20,
    },
    ...overrides,
    video: {
      codec: 'h264',
      profile: 'High',
      width: 1280,
      height: 720,
      codedWidth: 1280,
      codedHeight: 720,
      rotationDegrees: 0,
      sampleAspectRatio: { num: 1, den: 1 },
      frameRate: { num: 25, den: 1 },
      startSeconds: 0,
      pixelFormat: 'yuv420p',
      colorTransfer: null,
      colorPrimaries: null,
      colorSpace: null,
      colorRange: null,
      fieldOrder: 'progressive',
      bitrateBps: 900_000,
      isVariableFrameRate: false,
      keyframeInterval: null,
      ...overrides.video,
    },
  };
}
