import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseStills } from './choose-stills.ts';
import { type GreyPicture, scorePicture } from './score-picture.ts';

const WIDTH = 64;
const HEIGHT = 36;

function paint(shade: (x: number, y: number) => number): GreyPicture {
  const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, index) =>
    shade(index % WIDTH, Math.floor(index / WIDTH)),
  );
  return { pixels, width: WIDTH, height: HEIGHT };
}
const plain = (shade: number) => paint(() => shade);
const stripes = (width: number, low = 40, high = 210) =>
  paint((x) => (Math.floor(x / width) % 2 === 0 ? low : high));
/** The same stripes with soft edges. */
const blurred = paint((x) => 125 + 85 * Math.sin((x * Math.PI) / 8));

describe('the score of a picture', () => {
  it.each([
    ['black', plain(0)],
    ['white', plain(255)],
    ['plain grey', plain(128)],
  ])('is 0 for a %s one', (_, picture) => {
    expect(scorePicture(picture)).toBe(0);
  });

  it('is higher for a sharp picture than for the same one blurred', () => {
    expect(scorePicture(stripes(8))).toBeGreaterThan(2 * scorePicture(blurred));
  });

  it('is low for what is almost black, and for a flash', () => {
    expect(scorePicture(stripes(8, 0, 12))).toBeLessThan(scorePicture(stripes(8)) / 10);
    expect(scorePicture(stripes(8, 243, 255))).toBeLessThan(scorePicture(stripes(8)) / 10);
  });

  it('lies between 0 and 1 for any picture', () => {
    const pixels = fc.uint8Array({ minLength: 48, maxLength: 48 });
    fc.assert(
      fc.property(pixels, (bytes) => {
        const score = scorePicture({ pixels: bytes, width: 8, height: 6 });
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the choice of stills', () => {
  it('takes the best and keeps four at most, in the order of the video', () => {
    const pictures = [plain(0), blurred, stripes(8), stripes(4, 60, 160), stripes(2, 90, 130), plain(255)];
    const { best, kept } = chooseStills(pictures);
    expect(best).toBe(2);
    expect(kept).toEqual([1, 2, 3, 4]);
  });

  it('offers no picture twice', () => {
    const { best, kept } = chooseStills([stripes(8), stripes(8), stripes(8)]);
    expect({ best, kept }).toEqual({ best: 0, kept: [0] });
  });

  it('has one even of a video that is black throughout', () => {
    expect(chooseStills([plain(0), plain(0)])).toEqual({ best: 0, kept: [0] });
  });
});
