import { expect, it } from 'vitest';
import { type CameraClip, h264, makeCameraClip, sdrTags } from './testing/camera-clip.ts';
import { readPattern } from './testing/camera-pattern.ts';
import { makeFolder } from './testing/clips.ts';
import { transcodeClip } from './testing/transcode-clip.ts';

/** Two hours of a frame a second, as a time-lapse camera writes it. */
const clip: CameraClip = {
  name: 'two hours',
  file: 's.mp4',
  size: [64, 32],
  rate: '1',
  frames: 7_200,
  video: [...h264, ...sdrTags],
  sound: null,
};

it('plans a video of two hours to the frame, and its ends are right', { timeout: 120_000 }, async () => {
  await using folder = await makeFolder();
  const source = await makeCameraClip(clip, folder.path);
  const made = await transcodeClip(source, folder.path, (task, { grid }) => {
    return task.firstSegment === 0 || task.firstSegment + task.segmentCount === grid.segmentCount;
  });
  expect(made.plan.grid).toMatchObject({ totalFrames: 7_200, segmentCount: 3_600 });
  const shown = await readPattern(made.files[made.plan.rungs[0]?.name ?? ''] ?? '', []);
  expect(shown.map(({ number }) => number)).toEqual([0, 1, 7_198, 7_199]);
});
