import { readBoxes, readType, requireBox, viewOf } from './boxes.ts';
import { readAudioCodec, readVideoCodec } from './codec-string.ts';
import { Mp4Error } from './mp4-error.ts';

/** What an init segment of one track says of its media. */
export type InitSegment = VideoInit | AudioInit;

interface TrackInit {
  /** Ticks per second of the track's times. */
  readonly timescale: number;
  /** RFC 6381, as HLS and DASH manifests and MSE want it. */
  readonly codec: string;
  readonly hasEditList: boolean;
}

export interface VideoInit extends TrackInit {
  readonly kind: 'video';
  /** Coded size; ours has square pixels, so it is the display size too. */
  readonly width: number;
  readonly height: number;
  /** Size of the length before each NAL unit in the segments' data. */
  readonly nalLengthBytes: number;
}

export interface AudioInit extends TrackInit {
  readonly kind: 'audio';
  readonly channels: number;
  readonly sampleRate: number;
}

/** Bytes of a sample entry before its child boxes: ISO 14496-12 sections 12.1.3 and 12.2.3. */
const VIDEO_ENTRY_BYTES = 78;
const AUDIO_ENTRY_BYTES = 28;

/** Reads an init segment of one H.264 or AAC track. */
export function readInit(bytes: Uint8Array): InitSegment {
  const view = viewOf(bytes);
  const { content: trak } = requireBox(view, 'moov/trak');
  const { content: mdia } = requireBox(trak, 'mdia');
  const track = {
    timescale: readTimescale(requireBox(mdia, 'mdhd').content),
    hasEditList: readBoxes(trak).some((box) => box.type === 'edts'),
  };
  const [entry] = readBoxes(requireBox(mdia, 'minf/stbl/stsd').content, 8);
  const handler = readType(requireBox(mdia, 'hdlr').content, 8);
  if (entry?.type === 'avc1' && handler === 'vide') {
    const avcc = readBoxes(entry.content, VIDEO_ENTRY_BYTES).find((box) => box.type === 'avcC');
    if (!avcc) throw new Mp4Error('no avcC box');
    const width = entry.content.getUint16(24);
    const height = entry.content.getUint16(26);
    const codec = readVideoCodec(avcc.content);
    return { ...track, kind: 'video', codec, width, height, nalLengthBytes: readNalLength(avcc.content) };
  }
  if (entry?.type === 'mp4a' && handler === 'soun') {
    const esds = readBoxes(entry.content, AUDIO_ENTRY_BYTES).find((box) => box.type === 'esds');
    if (!esds) throw new Mp4Error('no esds box');
    const channels = entry.content.getUint16(16);
    const sampleRate = entry.content.getUint16(24);
    return { ...track, kind: 'audio', codec: readAudioCodec(esds.content), channels, sampleRate };
  }
  throw new Mp4Error(`init segment of unknown media ${entry?.type} in a ${handler} track`);
}

function readTimescale(mdhd: DataView): number {
  const isLong = mdhd.getUint8(0) === 1;
  return mdhd.getUint32(isLong ? 20 : 12);
}

/** `lengthSizeMinusOne`: ISO 14496-15 section 5.3.3. */
function readNalLength(avcc: DataView): number {
  return (avcc.getUint8(4) & 0x3) + 1;
}
