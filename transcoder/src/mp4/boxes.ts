import { Mp4Error } from './mp4-error.ts';

/** One ISO-BMFF box: `content` is a view of its bytes after the header. */
export interface Box {
  readonly type: string;
  readonly content: DataView;
  /** Offset of the box's first header byte in the bytes that were read. */
  readonly offset: number;
  /** Whole length, header included. */
  readonly sizeBytes: number;
}

const HEADER_BYTES = 8;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Lists the boxes that lie side by side in a view. 64-bit box sizes are refused: our segments are a few MB. */
export function readBoxes(view: DataView, skipBytes = 0): readonly Box[] {
  const boxes: Box[] = [];
  let offset = skipBytes;
  while (offset < view.byteLength) {
    if (offset + HEADER_BYTES > view.byteLength) throw new Mp4Error(`box header cut off at byte ${offset}`);
    const sizeBytes = view.getUint32(offset);
    const type = readType(view, offset + 4);
    if (sizeBytes < HEADER_BYTES || offset + sizeBytes > view.byteLength) {
      throw new Mp4Error(`box ${type} at byte ${offset} claims ${sizeBytes} bytes`);
    }
    const start = view.byteOffset + offset + HEADER_BYTES;
    boxes.push({
      type,
      offset,
      sizeBytes,
      content: new DataView(view.buffer, start, sizeBytes - HEADER_BYTES),
    });
    offset += sizeBytes;
  }
  return boxes;
}

export function findBox(boxes: readonly Box[], type: string): Box | undefined {
  return boxes.find((box) => box.type === type);
}

/** Follows a path of nested boxes, such as `moov/trak/mdia`. */
export function requireBox(view: DataView, path: string): Box {
  let boxes = readBoxes(view);
  let found: Box | undefined;
  for (const type of path.split('/')) {
    if (found) boxes = readBoxes(found.content);
    found = findBox(boxes, type);
    if (!found) throw new Mp4Error(`no ${type} box on the way ${path}`);
  }
  if (!found) throw new Mp4Error('empty box path');
  return found;
}

export function readType(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)));
}

/** 64-bit values beyond 2^53 can not be counted exactly: no time of ours comes near (9,000 years at 30 kHz). */
export function readUint64(view: DataView, offset: number): number {
  const value = Number(view.getBigUint64(offset));
  if (!Number.isSafeInteger(value)) throw new Mp4Error(`64-bit value too large at byte ${offset}`);
  return value;
}
