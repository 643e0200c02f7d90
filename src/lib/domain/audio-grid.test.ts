import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AUDIO_SAMPLE_RATE, findExactStart, planAudioSegments, SAMPLES_PER_FRAME } from './audio-grid.ts';

it('adds up to the length of the video, in segments within one AAC frame of the wanted length', () => {
  const durations = fc.double({ min: 0.05, max: 1_000, noNaN: true });
  fc.assert(
    fc.property(durations, fc.double({ min: 1, max: 10, noNaN: true }), (durationSeconds, segmentSeconds) => {
      const lengths = planAudioSegments(durationSeconds, segmentSeconds);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(Math.round(durationSeconds * 48_000));
      for (const length of lengths.slice(0, -1)) {
        expect(length % 1024).toBe(0);
        expect(Math.abs(length - segmentSeconds * 48_000)).toBeLessThanOrEqual(1024);
      }
    }),
  );
});

it.each([1, 2, 4, 6])('an encode may begin exactly at a segment near each of %d s', (segmentSeconds) => {
  for (let number = 0; number < 100; number++) {
    const start = findExactStart(number, segmentSeconds) ?? Number.NaN;
    const samples = planAudioSegments(700, segmentSeconds)
      .slice(0, start)
      .reduce((sum, length) => sum + length, 0);
    expect(samples).toBe(start * segmentSeconds * AUDIO_SAMPLE_RATE);
    expect(samples % SAMPLES_PER_FRAME).toBe(0);
    expect(number - start).toBeLessThan(8);
  }
});

it('segments that never begin on a frame have no such place but the beginning', () => {
  expect(findExactStart(40, Math.PI)).toBeUndefined();
  expect(findExactStart(3, Math.PI)).toBe(0);
});
