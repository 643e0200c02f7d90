/** Demuxer and decoder of one kind of picture. */
export interface PictureFormat {
  readonly demuxer: string;
  readonly decoder: string;
}

const signatures: readonly (PictureFormat & { readonly matches: (bytes: Buffer) => boolean })[] = [
  {
    demuxer: 'jpeg_pipe',
    decoder: 'mjpeg',
    matches: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  },
  {
    demuxer: 'png_pipe',
    decoder: 'png',
    matches: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
  },
  {
    demuxer: 'webp_pipe',
    decoder: 'webp',
    matches: (bytes) =>
      bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
];

/** What a file is by its own first bytes, whatever its sender called it; undefined when it is no picture we take. */
export function pictureFormatOf(bytes: Uint8Array): PictureFormat | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16));
  return signatures.find(({ matches }) => matches(start));
}
