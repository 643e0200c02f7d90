import { describe, expect, it } from 'vitest';
import type { SourceFacts } from '../../../src/lib/domain/source-facts.ts';
import { refuseOversize } from './media-limits.ts';

const HOUR = 3600;

interface Claim {
  readonly size?: readonly [width: number, height: number];
  readonly coded?: readonly [width: number, height: number];
  readonly rate?: readonly [num: number, den: number];
  readonly seconds?: number;
  readonly frameCount?: number;
  readonly isVariable?: boolean;
}

function factsOf(claim: Claim): SourceFacts {
  const [width, height] = claim.size ?? [1920, 1080];
  const [codedWidth, codedHeight] = claim.coded ?? [width, height];
  const [num, den] = claim.rate ?? [30, 1];
  return {
    formatName: 'mov',
    durationSeconds: claim.seconds ?? 60,
    frameCount: claim.frameCount ?? null,
    sizeBytes: 1,
    bitrateBps: null,
    audio: null,
    video: {
      ...{ codec: 'h264', profile: null, width, height, codedWidth, codedHeight, rotationDegrees: 0 },
      ...{ sampleAspectRatio: { num: 1, den: 1 }, frameRate: { num, den }, startSeconds: 0 },
      ...{ pixelFormat: 'yuv420p', colorTransfer: null, colorPrimaries: null, colorSpace: null },
      ...{ colorRange: null, fieldOrder: null, bitrateBps: null },
      isVariableFrameRate: claim.isVariable ?? false,
      keyframeInterval: null,
    },
  };
}

describe('refuseOversize', () => {
  it.each<[string, Claim]>([
    ['a phone clip', {}],
    ['8K for an hour', { size: [7680, 4320], seconds: HOUR }],
    ['4K60 for three hours', { size: [3840, 2160], rate: [60, 1], seconds: 3 * HOUR }],
    ['1080p60 for twelve hours', { rate: [60, 1], seconds: 12 * HOUR }],
    ['a lecture at one frame a second', { size: [1280, 720], rate: [1, 1], seconds: 10 * HOUR }],
    ['slow motion', { rate: [960, 1], seconds: 20 }],
    ['a panorama', { size: [8192, 1024] }],
  ])('lets %s through', (_, claim) => {
    expect(() => refuseOversize(factsOf(claim))).not.toThrow();
  });

  it.each<[string, Claim]>([
    ['too many pixels', { size: [16_384, 8192] }],
    ['too many pixels behind a small window', { size: [640, 480], coded: [16_384, 8192] }],
    ['pixels wide enough for a picture that no codec has', { size: [64 * 65_535, 1] }],
    ['a day', { seconds: 24 * HOUR }],
    ['a thousand frames a second for an hour', { size: [64, 64], rate: [1000, 1], seconds: HOUR }],
    ['frames that are counted, not declared', { size: [64, 64], frameCount: 3_000_000 }],
    ['frames times pixels', { size: [7680, 4320], rate: [60, 1], seconds: 2 * HOUR }],
    [
      'few frames that a variable rate turns into many large ones',
      { size: [7680, 4320], rate: [1, 100], seconds: 12 * HOUR, isVariable: true },
    ],
  ])('refuses %s', (_, claim) => {
    expect(() => refuseOversize(factsOf(claim))).toThrow(
      expect.objectContaining({ code: 'MEDIA_LIMIT_EXCEEDED' }),
    );
  });
});
