import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLadder, rungDefinitions } from './ladder.ts';
import { onDemandProfile } from './profiles.ts';

const sizes = (width: number, height: number) =>
  planLadder(width, height, 30, onDemandProfile).map((rung) => `${rung.name} ${rung.width}x${rung.height}`);

const anySide = fc.integer({ min: 2, max: 8192 });

describe('the ladder of a source', () => {
  it.each([
    [
      '1080p',
      1920,
      1080,
      ['1080p 1920x1080', '720p 1280x720', '480p 854x480', '360p 640x360', '240p 426x240'],
    ],
    ['720p', 1280, 720, ['720p 1280x720', '480p 854x480', '360p 640x360', '240p 426x240']],
    ['480p', 854, 480, ['480p 854x480', '360p 640x360', '240p 428x240']],
    ['370p, which is no rung itself', 658, 370, ['360p 640x360', '240p 426x240']],
    ['360p', 640, 360, ['360p 640x360', '240p 426x240']],
    ['240p', 426, 240, ['240p 426x240']],
    ['144p, below every rung', 256, 144, ['144p 256x144']],
    [
      'portrait 1080x1920, named by its short side',
      1080,
      1920,
      ['1080p 1080x1920', '720p 720x1280', '480p 480x854', '360p 360x640', '240p 240x426'],
    ],
    ['square', 500, 500, ['480p 480x480', '360p 360x360', '240p 240x240']],
    ['odd, below every rung', 321, 181, ['180p 320x180']],
    ['odd, one pixel short of a rung', 853, 479, ['360p 642x360', '240p 428x240']],
    [
      '4K, which is not kept',
      3840,
      2160,
      ['1080p 1920x1080', '720p 1280x720', '480p 854x480', '360p 640x360', '240p 426x240'],
    ],
  ])('of %s', (_, width, height, expected) => {
    expect(sizes(width, height)).toEqual(expected);
  });

  it('never exceeds the short side of the source, and always has a rung', () => {
    fc.assert(
      fc.property(anySide, anySide, (width, height) => {
        const rungs = planLadder(width, height, 30, onDemandProfile);
        expect(rungs.length).toBeGreaterThan(0);
        for (const rung of rungs)
          expect(Math.min(rung.width, rung.height)).toBeLessThanOrEqual(Math.min(width, height));
      }),
    );
  });

  it('has even sizes only, as H.264 in 4:2:0 needs', () => {
    fc.assert(
      fc.property(anySide, anySide, (width, height) => {
        for (const rung of planLadder(width, height, 30, onDemandProfile))
          expect([rung.width % 2, rung.height % 2]).toEqual([0, 0]);
      }),
    );
  });

  it('keeps orientation and aspect within a pixel of the long side', () => {
    fc.assert(
      fc.property(anySide, anySide, (width, height) => {
        for (const rung of planLadder(width, height, 30, onDemandProfile)) {
          const [long, short] = [Math.max(rung.width, rung.height), Math.min(rung.width, rung.height)];
          const exact = (short * Math.max(width, height)) / Math.min(width, height);
          expect(Math.abs(long - exact)).toBeLessThanOrEqual(1 + 1e-9);
          if (width !== height && long !== short) expect(rung.height > rung.width).toBe(height > width);
        }
      }),
    );
  });

  it('runs from the largest to the smallest, each name once', () => {
    fc.assert(
      fc.property(anySide, anySide, (width, height) => {
        const rungs = planLadder(width, height, 30, onDemandProfile);
        const shortSides = rungs.map((rung) => Math.min(rung.width, rung.height));
        expect(shortSides).toEqual([...new Set(shortSides)].sort((a, b) => b - a));
        expect(new Set(rungs.map((rung) => rung.name)).size).toBe(rungs.length);
      }),
    );
  });

  it.each([
    [30, 1],
    [35, 1],
    [50, 1.5],
    [60, 1.5],
  ])('at %d frames a second allows %d times the bits', (fps, factor) => {
    expect(planLadder(1920, 1080, fps, onDemandProfile).map((rung) => rung.maxrateBps)).toEqual(
      rungDefinitions.map((definition) => definition.maxrateBps * factor),
    );
  });
});
