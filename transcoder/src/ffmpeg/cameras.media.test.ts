import { describe, expect, it } from 'vitest';
import { gridSeconds, segmentSeconds } from '../../../src/lib/domain/grid.ts';
import { AUDIO_TRACK } from '../../../src/lib/domain/object-keys.ts';
import { type CameraClip, defaults, fps, makeCameraClip } from './testing/camera-clip.ts';
import { colorClips } from './testing/camera-clips-color.ts';
import { containerClips } from './testing/camera-clips-container.ts';
import { rateClips } from './testing/camera-clips-rate.ts';
import { shapeClips } from './testing/camera-clips-shape.ts';
import { soundClips } from './testing/camera-clips-sound.ts';
import { timeClips } from './testing/camera-clips-time.ts';
import { colorError, readPattern, type ShownFrame } from './testing/camera-pattern.ts';
import { makeFolder, readBeeps } from './testing/clips.ts';
import { readOutput } from './testing/read-output.ts';
import { type Transcoded, transcodeClip } from './testing/transcode-clip.ts';

const TIMEOUT_MS = 120_000;

describe.concurrent('what a camera made comes out right: frames, times, shape, colours and sound of a source that is', () => {
  it.each([...shapeClips, ...rateClips, ...timeClips, ...containerClips, ...soundClips, ...colorClips])(
    '$name',
    { timeout: TIMEOUT_MS },
    async (clip) => {
      await using folder = await makeFolder();
      const source = await makeCameraClip(clip, folder.path);
      const made = await transcodeClip(source, folder.path);
      const frameCount = clip.expected?.frames ?? clip.frames ?? defaults.frames;
      const rate = clip.expected?.rate ?? clip.rate ?? defaults.rate;
      expect(made.plan.grid.frameRate.num / made.plan.grid.frameRate.den).toBeCloseTo(fps(rate), 4);
      expect(made.plan.grid.totalFrames).toBe(frameCount);
      const [largest] = made.plan.rungs;
      expect([largest?.width, largest?.height]).toEqual(clip.expected?.size ?? clip.size ?? defaults.size);
      let shown: readonly ShownFrame[] = [];
      for (const { name } of made.plan.rungs) {
        shown = await checkRung(clip, made, name);
      }
      await checkSound(clip, made, shown);
    },
  );
});

async function checkRung(clip: CameraClip, { plan, files }: Transcoded, name: string) {
  const rung = plan.rungs.find((candidate) => candidate.name === name);
  const file = files[name] ?? '';
  const { stream, startSeconds, endSeconds, keyframeSeconds } = await readOutput(file);
  expect(stream).toMatchObject({
    codec_name: 'h264',
    width: rung?.width,
    height: rung?.height,
    sample_aspect_ratio: '1:1',
    pix_fmt: 'yuv420p',
    color_range: 'tv',
    color_space: 'bt709',
    color_transfer: 'bt709',
    color_primaries: 'bt709',
  });
  expect(stream.side_data_list ?? []).toEqual([]);
  expect(startSeconds).toBeCloseTo(0, 4);
  expect(endSeconds).toBeCloseTo(gridSeconds(plan.grid), 3);
  for (let number = 0; number < plan.grid.segmentCount; number++) {
    const border = number * segmentSeconds(plan.grid, 0);
    expect(Math.min(...keyframeSeconds.map((seconds) => Math.abs(seconds - border)))).toBeLessThan(0.001);
  }
  const shown = await readPattern(file, clip.expected?.turnBack ?? []);
  expect(shown).toHaveLength(plan.grid.totalFrames);
  expect(
    shown.map((frame, index) => (isRight(clip, plan, frame.number, index) ? 'right' : frame.number)),
  ).toEqual(shown.map(() => 'right'));
  expect(Math.max(...shown.map(colorError))).toBeLessThanOrEqual(clip.expected?.colorError ?? COLOR_ERROR);
  return shown;
}

/** 8-bit rounding, chroma of half the size and a quick encode. */
const COLOR_ERROR = 12;
/** Containers that round times to milliseconds may move a frame over the middle between two of ours. */
const ROUNDING_SECONDS = 0.002;

const AAC_FRAME_SECONDS = 1024 / 48_000;

/** Output frame `index` shows what the source shows at its middle. */
function isRight(clip: CameraClip, { grid }: Transcoded['plan'], number: number, index: number): boolean {
  const shownAt = clip.expected?.shownAt ?? ((n) => n / fps(clip.rate ?? defaults.rate));
  const middle = ((index + 0.5) * grid.frameRate.den) / grid.frameRate.num;
  const isLast = number === (clip.frames ?? defaults.frames) - 1;
  return (
    (index === 0 || shownAt(number) <= middle + ROUNDING_SECONDS) &&
    (isLast || shownAt(number + 1) >= middle - ROUNDING_SECONDS)
  );
}

async function checkSound(clip: CameraClip, { plan, files }: Transcoded, shown: readonly ShownFrame[]) {
  const expected = clip.expected?.beeps === undefined ? [0, 1, 2] : clip.expected.beeps;
  if (expected === null) {
    expect(plan.audio).toBeNull();
    expect(files[AUDIO_TRACK]).toBeUndefined();
    return;
  }
  const file = files[AUDIO_TRACK] ?? '';
  const { stream, startSeconds, endSeconds } = await readOutput(file);
  expect(stream.codec_name).toBe('aac');
  expect(startSeconds).toBeCloseTo(0, 4);
  expect(Math.abs(endSeconds - gridSeconds(plan.grid))).toBeLessThan(AAC_FRAME_SECONDS);
  const frameSeconds = gridSeconds(plan.grid) / shown.length;
  const beeps = await readBeeps(file);
  expect(beeps).toHaveLength(expected.length);
  for (const [index, seconds] of expected.entries()) {
    expect(Math.abs((beeps[index] ?? 0) - seconds)).toBeLessThanOrEqual(Math.min(frameSeconds, 0.04));
  }
}
