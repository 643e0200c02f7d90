import { describe, expect, it } from 'vitest';
import { contentTypeOf, SNIFF_BYTES, sniffContainer, videoContentTypes } from './file-type.ts';

/** A head of `SNIFF_BYTES` bytes that starts with these. */
function head(...parts: readonly (string | readonly number[])[]): Uint8Array {
  const bytes = parts.flatMap((part) =>
    typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part],
  );
  const padded = new Uint8Array(SNIFF_BYTES);
  padded.set(bytes);
  return padded;
}

function transportStream(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 188) bytes[at] = 0x47;
  return bytes;
}

describe('the container by its first bytes', () => {
  it.each([
    ['MP4 (isom)', head([0, 0, 0, 0x20], 'ftypisom'), 'mp4'],
    ['QuickTime with ftyp', head([0, 0, 0, 0x14], 'ftypqt  '), 'mp4'],
    ['3GP', head([0, 0, 0, 0x18], 'ftyp3gp4'), 'mp4'],
    ['old QuickTime that starts with moov', head([0, 0, 4, 0], 'moov'), 'mp4'],
    ['old QuickTime that starts with mdat', head([0, 0, 4, 0], 'mdat'), 'mp4'],
    ['old QuickTime that starts with wide', head([0, 0, 0, 8], 'wide'), 'mp4'],
    ['WebM and Matroska', head([0x1a, 0x45, 0xdf, 0xa3]), 'matroska'],
    ['AVI', head('RIFF', [1, 2, 3, 4], 'AVI LIST'), 'avi'],
    ['MPEG-TS', transportStream(SNIFF_BYTES), 'mpeg-ts'],
    ['MPEG-TS of one packet', transportStream(188), 'mpeg-ts'],
    ['MPEG-PS', head([0, 0, 1, 0xba, 0x44]), 'mpeg-ps'],
    ['FLV', head('FLV', [1, 5]), 'flv'],
    ['Ogg', head('OggS', [0]), 'ogg'],
  ])('of %s is known', (_, bytes, container) => {
    expect(sniffContainer(bytes)).toBe(container);
  });

  it.each([
    ['PDF', head('%PDF-1.7\n')],
    ['PNG', head([0x89], 'PNG\r\n', [0x1a, 0x0a])],
    ['JPEG', head([0xff, 0xd8, 0xff, 0xe0])],
    ['ZIP', head('PK', [3, 4])],
    ['GIF', head('GIF89a')],
    ['WAV, a RIFF like AVI', head('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
    ['WebP, a RIFF like AVI', head('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['text', head('Good morning, this is a letter.')],
    ['text that starts with the letter of MPEG-TS', head(`Good${'o'.repeat(300)}`)],
    ['an HLS playlist, which FFmpeg would follow', head('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd')],
    ['a page', head('<!doctype html>')],
    ['an executable', head([0x7f], 'ELF')],
    ['zeros', head()],
    ['nothing', new Uint8Array(0)],
    ['one byte', new Uint8Array([0x1a])],
  ])('of %s is none', (_, bytes) => {
    expect(sniffContainer(bytes)).toBeUndefined();
  });
});

describe('the content type of an upload', () => {
  it.each(videoContentTypes)('%s stays what it was declared as, whatever the name', (type) => {
    expect(contentTypeOf('notes.txt', type)).toBe(type);
  });

  it.each([
    ['a.mkv', '', 'video/x-matroska'],
    ['a.MKV', 'application/octet-stream', 'video/x-matroska'],
    ['holiday.2024.mov', '', 'video/quicktime'],
    ['a.ts', '', 'video/mp2t'],
  ])('of %s declared as "%s" comes from the name', (name, declared, type) => {
    expect(contentTypeOf(name, declared)).toBe(type);
  });

  it.each([
    ['a.mp4', 'application/pdf'],
    ['a.mp4', 'image/png'],
    ['a.exe', ''],
    ['mp4', 'text/plain'],
    ['a.constructor', ''],
    ['noextension', ''],
  ])('of %s declared as "%s" is refused', (name, declared) => {
    expect(contentTypeOf(name, declared)).toBeUndefined();
  });
});
