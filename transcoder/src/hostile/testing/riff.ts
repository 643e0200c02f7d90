/** RIFF, the container of AVI: as much as is needed to put a chunk in. */

export function riffChunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

export function riffList(type: string, parts: readonly Buffer[]): Buffer {
  return riffChunk('LIST', Buffer.concat([Buffer.from(type), ...parts]));
}

/** The content of a list at the top of a file. */
export function findRiffList(file: Buffer, type: string): Buffer {
  for (let offset = 12; offset + 12 <= file.length; ) {
    const size = file.readUInt32LE(offset + 4);
    const isList = file.toString('latin1', offset, offset + 4) === 'LIST';
    if (isList && file.toString('latin1', offset + 8, offset + 12) === type) {
      return Buffer.from(file.subarray(offset + 12, offset + 8 + size));
    }
    offset += 8 + size + (size % 2);
  }
  throw new Error(`no list ${type}`);
}
