import { ffmpeg } from './clips.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** A colour per corner tells turned and mirrored pictures, wrong matrices and wrong levels apart. */
const cornerColors = {
  topLeft: [200, 40, 40],
  topRight: [50, 60, 200],
  bottomLeft: [40, 180, 60],
  bottomRight: [200, 190, 40],
} as const satisfies Record<string, Rgb>;
type Corner = keyof typeof cornerColors;

/** Between the corners: the frame's number as 16 bars, white is 1, the lowest bit leftmost. */
const BITS = 16;

/** Cells of the pattern, before it is scaled up: two across a bar. */
const COLUMNS = 2 * BITS;
const ROWS = 16;

/** Lavfi source of frames in RGB, of any size: its first frame shows 0. */
export function buildPattern(width: number, height: number, rate: string, frames: number): string {
  const channel = (index: 0 | 1 | 2): string => {
    const [a, b, c, d] = Object.values(cornerColors).map((color) => color[index]);
    const bars = `if(bitand(N,pow(2,floor(X/2))),220,30)`;
    return `'if(between(Y,4,11),${bars},if(lt(Y,4),if(lt(X,${BITS}),${a},${b}),if(lt(X,${BITS}),${c},${d})))'`;
  };
  const cells = `geq=r=${channel(0)}:g=${channel(1)}:b=${channel(2)}`;
  return `color=s=${COLUMNS}x${ROWS}:r=${rate},trim=end_frame=${frames},format=gbrp,${cells},scale=${width}:${height}:flags=neighbor,setsar=1`;
}

export interface ShownFrame {
  readonly number: number;
  readonly corners: Readonly<Record<Corner, Rgb>>;
}

const READ_WIDTH = 64;
const READ_HEIGHT = 32;
const FRAME_BYTES = READ_WIDTH * READ_HEIGHT * 3;

/**
 * Reads the pattern back, as a player that honours the colour tags shows it.
 * @param filters turn back what the row turned
 */
export async function readPattern(path: string, filters: readonly string[]): Promise<readonly ShownFrame[]> {
  const graph = [...filters, `scale=${READ_WIDTH}:${READ_HEIGHT}:flags=area`, 'format=rgb24'].join(',');
  const output = ['-map', '0:v', '-fps_mode', 'passthrough', '-vf', graph, '-f', 'rawvideo', '-'];
  const { stdout } = await ffmpeg('-i', path, ...output);
  return Array.from({ length: stdout.length / FRAME_BYTES }, (_, index) =>
    readFrame(stdout.subarray(index * FRAME_BYTES, (index + 1) * FRAME_BYTES)),
  );
}

function readFrame(pixels: Buffer): ShownFrame {
  const at = (x: number, y: number): Rgb => {
    const offset = (y * READ_WIDTH + x) * 3;
    return [pixels[offset] ?? 0, pixels[offset + 1] ?? 0, pixels[offset + 2] ?? 0];
  };
  let number = 0;
  for (let bit = 0; bit < BITS; bit++) if (at(bit * 4 + 2, READ_HEIGHT / 2)[0] > 125) number += 2 ** bit;
  return {
    number,
    corners: {
      topLeft: at(8, 3),
      topRight: at(56, 3),
      bottomLeft: at(8, 28),
      bottomRight: at(56, 28),
    },
  };
}

/** The largest difference of any channel of any corner from what was drawn, 0 to 255. */
export function colorError({ corners }: ShownFrame): number {
  const errors = Object.entries(cornerColors).flatMap(([name, drawn]) =>
    drawn.map((value, channel) => Math.abs(value - (corners[name as Corner][channel] ?? 0))),
  );
  return Math.max(...errors);
}
