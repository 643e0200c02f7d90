/** Content types that uploads may declare. What the bytes hold is judged again by the probe. */
export const videoContentTypes = [
  'video/mp4',
  'video/quicktime',
  'video/x-m4v',
  'video/webm',
  'video/x-matroska',
  'video/x-msvideo',
  'video/mpeg',
  'video/mp2t',
  'video/3gpp',
  'video/x-flv',
  'video/ogg',
] as const;
export type VideoContentType = (typeof videoContentTypes)[number];

/** Bytes of the file's start that `sniffContainer` needs: two MPEG-TS packets. */
export const SNIFF_BYTES = 512;

type Container = 'mp4' | 'matroska' | 'avi' | 'mpeg-ts' | 'mpeg-ps' | 'flv' | 'ogg';

const isoBoxTypes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot']);

function ascii(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/**
 * Names the container by its magic bytes, so that a renamed document is refused before a byte is sent.
 * @param head the first `SNIFF_BYTES` bytes of the file (fewer of a shorter one)
 */
export function sniffContainer(head: Uint8Array): Container | undefined {
  if (isoBoxTypes.has(ascii(head, 4, 4))) return 'mp4';
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) return 'matroska';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'AVI ') return 'avi';
  if (head[0] === 0x47 && (head.length <= 188 || head[188] === 0x47)) return 'mpeg-ts';
  if (startsWith(head, [0x00, 0x00, 0x01, 0xba])) return 'mpeg-ps';
  if (ascii(head, 0, 3) === 'FLV') return 'flv';
  if (ascii(head, 0, 4) === 'OggS') return 'ogg';
  return undefined;
}

/** A Map, because an object also answers to `constructor`. */
const typesOfExtension: ReadonlyMap<string, VideoContentType> = new Map([
  ['mp4', 'video/mp4'],
  ['m4v', 'video/x-m4v'],
  ['mov', 'video/quicktime'],
  ['webm', 'video/webm'],
  ['mkv', 'video/x-matroska'],
  ['avi', 'video/x-msvideo'],
  ['mpg', 'video/mpeg'],
  ['mpeg', 'video/mpeg'],
  ['ts', 'video/mp2t'],
  ['mts', 'video/mp2t'],
  ['3gp', 'video/3gpp'],
  ['flv', 'video/x-flv'],
  ['ogv', 'video/ogg'],
]);

/** Browsers leave the type of some containers empty (Matroska on most systems): the name helps then. */
export function contentTypeOf(filename: string, declared: string): VideoContentType | undefined {
  const known = videoContentTypes.find((type) => type === declared);
  if (known) return known;
  if (declared !== '' && declared !== 'application/octet-stream') return undefined;
  return typesOfExtension.get(filename.split('.').pop()?.toLowerCase() ?? '');
}
