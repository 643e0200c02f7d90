import { expect, test } from 'vitest';
import { applyQuality, preferQuality, qualitiesOf, type Representation } from './quality.ts';

function rung(width: number, height: number, log: string[] = []): Representation & { isOn: boolean } {
  return {
    id: `${width}x${height}`,
    width,
    height,
    bandwidth: 1,
    isOn: true,
    enabled(on) {
      if (on !== undefined) {
        this.isOn = on;
        log.push(`${height} ${on ? 'on' : 'off'}`);
      }
      return this.isOn;
    },
  };
}

test('offers each height once, largest first', () => {
  expect(qualitiesOf([rung(426, 240), rung(1280, 720), rung(1280, 720)])).toEqual([720, 240]);
});

test('names a portrait rung by its short side', () => expect(qualitiesOf([rung(720, 1280)])).toEqual([720]));

test('a choice leaves one rung, switched on last, which is what makes VHS show it at once', () => {
  const log: string[] = [];
  const rungs = [rung(1280, 720, log), rung(426, 240, log)];
  applyQuality(rungs, 240);
  expect(rungs.map(({ isOn }) => isOn)).toEqual([false, true]);
  expect(log.at(-1)).toBe('240 on');
});

test('auto goes on with the rung that plays', () => {
  const log: string[] = [];
  const rungs = [rung(1280, 720, log), rung(854, 480, log), rung(426, 240, log)];
  applyQuality(rungs, 480);
  applyQuality(rungs, 'auto');
  expect(log.at(-1)).toBe('480 on');
});

test('the choice that stands already disturbs nothing', () => {
  const log: string[] = [];
  applyQuality([rung(1280, 720, log), rung(426, 240, log)], 'auto');
  expect(log).toEqual([]);
});

test('auto gives every rung back', () => {
  const rungs = [rung(1280, 720), rung(426, 240)];
  applyQuality(rungs, 720);
  applyQuality(rungs, 'auto');
  expect(rungs.every(({ isOn }) => isOn)).toBe(true);
});

test('a preferred rung is switched on anew while all others stay on', () => {
  const log: string[] = [];
  const rungs = [rung(1280, 720, log), rung(426, 240, log)];
  preferQuality(rungs, 240);
  expect(log).toEqual(['240 off', '240 on']);
  expect(rungs.every(({ isOn }) => isOn)).toBe(true);
});
