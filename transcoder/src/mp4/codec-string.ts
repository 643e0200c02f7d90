import { Mp4Error } from './mp4-error.ts';

function hex(value: number): string {
  return value.toString(16).padStart(2, '0').toUpperCase();
}

/** `avc1.PPCCLL`: profile, constraint flags and level, from the AVC decoder configuration record. */
export function readVideoCodec(avcc: DataView): string {
  return `avc1.${hex(avcc.getUint8(1))}${hex(avcc.getUint8(2))}${hex(avcc.getUint8(3))}`;
}

const DESCRIPTOR = { stream: 0x03, decoderConfig: 0x04, decoderSpecific: 0x05 } as const;

/** `mp4a.40.N`, N the audio object type (2 = AAC-LC): ISO 14496-1 descriptors in an `esds` box. */
export function readAudioCodec(esds: DataView): string {
  const stream = readDescriptor(esds, 4, DESCRIPTOR.stream);
  // ES_ID and flags; FFmpeg sets none of the optional fields.
  const config = readDescriptor(esds, stream + 3, DESCRIPTOR.decoderConfig);
  const objectType = esds.getUint8(config);
  const specific = readDescriptor(esds, config + 13, DESCRIPTOR.decoderSpecific);
  const audioObjectType = esds.getUint8(specific) >> 3;
  return `mp4a.${objectType.toString(16)}.${audioObjectType}`;
}

/** @returns where the descriptor's content begins, after a length of one to four 7-bit bytes */
function readDescriptor(view: DataView, offset: number, tag: number): number {
  if (view.getUint8(offset) !== tag)
    throw new Mp4Error(`descriptor ${view.getUint8(offset)} where ${tag} belongs`);
  for (let index = 1; index <= 4; index++) {
    if (view.getUint8(offset + index) < 0x80) return offset + index + 1;
  }
  throw new Mp4Error('descriptor length runs past 4 bytes');
}
