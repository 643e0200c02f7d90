/** A picture in shades of grey, 0 black to 255 white, row by row. */
export interface GreyPicture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Means between these are neither a fade to black nor a flash; outside, the score falls to 0 at 0 and 255. */
const DARKEST = 50;
const BRIGHTEST = 205;
/** A picture whose shades spread this far is full of contrast: more adds nothing. */
const FULL_DEVIATION = 50;
/** Half the points for sharpness: measured on frames of 320 pixels across, blurred ones stay below it. */
const HALF_SHARPNESS = 120;

/**
 * How good a picture is as a thumbnail, 0…1: exposure, contrast and sharpness, where the worst one rules.
 * Black, white and plain pictures score 0.
 */
export function scorePicture(picture: GreyPicture): number {
  const { mean, deviation } = spreadOf(picture.pixels);
  const sharpness = laplacianVariance(picture);
  const exposure = clamp(Math.min(mean / DARKEST, (255 - mean) / (255 - BRIGHTEST)));
  const contrast = clamp(deviation / FULL_DEVIATION);
  return exposure * contrast * (sharpness / (sharpness + HALF_SHARPNESS));
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function spreadOf(values: ArrayLike<number>): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(Math.max(0, squares / Math.max(1, values.length) - mean * mean)) };
}

/** Variance of the second derivative: edges of a blurred picture are soft, so it is low (Pech-Pacheco, 2000). */
function laplacianVariance({ pixels, width, height }: GreyPicture): number {
  const at = (x: number, y: number) => pixels[y * width + x] ?? 0;
  const edges: number[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      edges.push(4 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1));
    }
  }
  return spreadOf(edges).deviation ** 2;
}

/** Whether two pictures of one size show the same: two seeks may land on one keyframe. */
export function isSamePicture(a: GreyPicture, b: GreyPicture): boolean {
  const MEAN_DIFFERENCE = 2;
  let sum = 0;
  for (let index = 0; index < a.pixels.length; index++) {
    sum += Math.abs((a.pixels[index] ?? 0) - (b.pixels[index] ?? 0));
  }
  return sum / Math.max(1, a.pixels.length) < MEAN_DIFFERENCE;
}
