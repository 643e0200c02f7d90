/** The nearest even number, at least 2: H.264 and JPEG halve the size of the colour planes. */
export function toEven(value: number): number {
  return Math.max(2, 2 * Math.round(value / 2));
}
