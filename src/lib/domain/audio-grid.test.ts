import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planAudioSegments } from './audio-grid.ts';

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
