import { type Box, findBox, readBoxes, readUint64, requireBox, viewOf } from './boxes.ts';
import { Mp4Error } from './mp4-error.ts';
import { readRun, type SampleDefaults } from './read-run.ts';

export interface Sample {
  readonly durationTicks: number;
  readonly sizeBytes: number;
  /** ISO 14496-12 sample flags: see `isSync`. */
  readonly flags: number;
  /** Presentation minus decode time. Negative in what FFmpeg writes with `negative_cts_offsets`. */
  readonly compositionTicks: number;
}

/** One CMAF segment of one track: a single movie fragment and its data. */
export interface Segment {
  readonly sequence: number;
  readonly trackId: number;
  /** Decode time of the first sample (`tfdt`). */
  readonly decodeTicks: number;
  /** In decode order. */
  readonly samples: readonly Sample[];
  /** The samples' bytes, one after another. */
  readonly data: Uint8Array;
}

const TFHD = { baseOffset: 0x1, description: 0x2, duration: 0x8, size: 0x10, flags: 0x20 } as const;

/**
 * Reads a media segment as FFmpeg's mov muxer writes it: any styp and sidx, then one moof and one mdat.
 * @param trackDefaults sample defaults of the init segment's `trex`; FFmpeg leaves those at 0 and states all in `tfhd`
 */
export function readSegment(bytes: Uint8Array, trackDefaults?: SampleDefaults): Segment {
  const view = viewOf(bytes);
  const boxes = readBoxes(view);
  const fragments = boxes.filter((box) => box.type === 'moof');
  const [moof] = fragments;
  const mdat = findBox(boxes, 'mdat');
  if (!moof || fragments.length !== 1)
    throw new Mp4Error(`${fragments.length} fragments in a segment, not 1`);
  if (!mdat) throw new Mp4Error('segment without data');
  const traf = requireBox(moof.content, 'traf');
  const header = requireBox(traf.content, 'tfhd');
  const defaults = readHeader(header, trackDefaults ?? { durationTicks: 0, sizeBytes: 0, flags: 0 });
  const runs = readBoxes(traf.content).filter((box) => box.type === 'trun');
  const samples = runs.flatMap((run) => readRun(run.content, defaults, mdat.content.byteLength));
  const dataBytes = samples.reduce((sum, sample) => sum + sample.sizeBytes, 0);
  if (dataBytes !== mdat.content.byteLength) {
    throw new Mp4Error(`samples hold ${dataBytes} bytes, the data box ${mdat.content.byteLength}`);
  }
  return {
    sequence: requireBox(moof.content, 'mfhd').content.getUint32(4),
    trackId: header.content.getUint32(4),
    decodeTicks: readDecodeTime(requireBox(traf.content, 'tfdt')),
    samples,
    data: new Uint8Array(mdat.content.buffer, mdat.content.byteOffset, mdat.content.byteLength),
  };
}

function readHeader({ content }: Box, defaults: SampleDefaults): SampleDefaults {
  const present = content.getUint32(0) & 0xffffff;
  let offset = 8;
  if (present & TFHD.baseOffset) offset += 8;
  if (present & TFHD.description) offset += 4;
  const next = (bit: number, fallback: number): number => {
    if (!(present & bit)) return fallback;
    offset += 4;
    return content.getUint32(offset - 4);
  };
  return {
    durationTicks: next(TFHD.duration, defaults.durationTicks),
    sizeBytes: next(TFHD.size, defaults.sizeBytes),
    flags: next(TFHD.flags, defaults.flags),
  };
}

function readDecodeTime({ content }: Box): number {
  return content.getUint8(0) === 1 ? readUint64(content, 4) : content.getUint32(4);
}

/** Ticks from the first sample's decode time to the end of the last one's. */
export function segmentTicks(segment: Segment): number {
  return segment.samples.reduce((sum, sample) => sum + sample.durationTicks, 0);
}

/** A sample that a decoder can start on: `sample_is_non_sync_sample` is clear. */
export function isSync(sample: Sample): boolean {
  return (sample.flags & 0x10000) === 0;
}

/** When each sample is shown, in ticks of the media timeline, in decode order. */
export function presentationTicks(segment: Segment): readonly number[] {
  let decodeTicks = segment.decodeTicks;
  return segment.samples.map((sample) => {
    const shown = decodeTicks + sample.compositionTicks;
    decodeTicks += sample.durationTicks;
    return shown;
  });
}
