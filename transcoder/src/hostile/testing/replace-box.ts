const HEADER_BYTES = 8;

/**
 * Gives the first box on a path, such as `moov/trak`, another content, and its parents their new sizes.
 * The index must stand behind the samples, as FFmpeg writes it: else they would move.
 */
export function replaceBox(file: Buffer, path: string, content: Buffer): Buffer {
  const [type, ...rest] = path.split('/');
  for (let offset = 0; offset + HEADER_BYTES <= file.length; ) {
    const size = file.readUInt32BE(offset);
    if (file.toString('latin1', offset + 4, offset + HEADER_BYTES) === type) {
      const old = file.subarray(offset + HEADER_BYTES, offset + size);
      const made = rest.length === 0 ? content : replaceBox(old, rest.join('/'), content);
      const head = Buffer.from(file.subarray(offset, offset + HEADER_BYTES));
      head.writeUInt32BE(made.length + HEADER_BYTES);
      return Buffer.concat([file.subarray(0, offset), head, made, file.subarray(offset + size)]);
    }
    offset += size;
  }
  throw new Error(`no box ${type}`);
}
