import { readFile, writeFile } from 'node:fs/promises';
import type { MediaErrorCode } from '../../../../src/lib/domain/media-error.ts';
import { ffmpeg } from '../../ffmpeg/testing/clips.ts';
import type { Targets } from './references.ts';
import { replaceBox } from './replace-box.ts';
import { findRiffList, riffChunk, riffList } from './riff.ts';

/** A real container with something in it that points elsewhere. */
export interface TrapFile {
  readonly name: string;
  /** More than one where releases of FFmpeg take the file for different formats. */
  readonly ends: readonly ('whole' | MediaErrorCode)[];
  readonly make: (folder: string, targets: Targets) => Promise<Buffer>;
}

const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=10:d=1'];
const sound = ['-f', 'lavfi', '-i', 'sine=d=1'];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

async function makeClip(path: string, ...args: readonly string[]): Promise<Buffer> {
  await ffmpeg(...picture, ...sound, ...args, path);
  return readFile(path);
}

const makeMp4 = (folder: string) => makeClip(`${folder}/clip.mp4`, ...h264);
const makeTs = (folder: string) => makeClip(`${folder}/clip.ts`, ...h264);
const hlsTo = ({ http }: Targets) =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${http}/canary.ts\n#EXT-X-ENDLIST\n`;

/** QuickTime's alias record: the samples are in another file, by its absolute path (type 2). */
function makeAlias(path: string): Buffer {
  const name = Buffer.alloc(64);
  name.writeUInt8(Math.min(63, path.length));
  name.write(path.slice(0, 63), 1);
  const padded = Buffer.alloc(path.length + (path.length % 2));
  padded.write(path);
  const entry = Buffer.alloc(4);
  entry.writeUInt16BE(2, 0);
  entry.writeUInt16BE(padded.length, 2);
  const levels = Buffer.from([0, 1, 0, 1]);
  const record = [Buffer.alloc(10), Buffer.alloc(28), Buffer.alloc(12), name, Buffer.alloc(16), levels];
  const body = Buffer.concat([...record, Buffer.alloc(16), entry, padded, Buffer.from([255, 255, 0, 0])]);
  return dref('alis', body, 0);
}

function dref(type: string, body: Buffer, flags: number): Buffer {
  const head = Buffer.alloc(20);
  // One entry.
  head.writeUInt32BE(1, 4);
  head.writeUInt32BE(body.length + 12, 8);
  head.write(type, 12);
  head.writeUInt32BE(flags, 16);
  return Buffer.concat([head, body]);
}

const drefPath = 'moov/trak/mdia/minf/dinf/dref';

/** An AVI subtitle chunk that brings a whole file of its own, as in neex/ffmpeg-avi-m3u-xbin. */
function makeGab2(text: string): Buffer {
  const name = Buffer.from('x\0', 'utf16le');
  const head = Buffer.alloc(11);
  head.write('GAB2\0');
  head.writeUInt16LE(2, 5);
  head.writeUInt32LE(name.length, 7);
  const tail = Buffer.alloc(6);
  tail.writeUInt16LE(4, 0);
  tail.writeUInt32LE(text.length, 2);
  return Buffer.concat([head, name, tail, Buffer.from(text)]);
}

/** Adds a text stream with one chunk to an AVI. */
function addAviSubtitle(avi: Buffer, chunk: Buffer): Buffer {
  const strh = Buffer.alloc(56);
  strh.write('txts');
  strh.writeUInt32LE(1, 20);
  strh.writeUInt32LE(1, 24);
  strh.writeUInt32LE(1, 32);
  const stream = riffList('strl', [riffChunk('strh', strh), riffChunk('strf', Buffer.alloc(0))]);
  const header = findRiffList(avi, 'hdrl');
  const movie = findRiffList(avi, 'movi');
  // avih's number of streams.
  header.writeUInt32LE(3, 8 + 24);
  const lists = [riffList('hdrl', [header, stream]), riffList('movi', [riffChunk('02tx', chunk), movie])];
  const body = Buffer.concat([Buffer.from('AVI '), ...lists]);
  return riffChunk('RIFF', body);
}

const makeAvi = (folder: string) =>
  makeClip(`${folder}/clip.avi`, '-c:v', 'mpeg4', '-c:a', 'mp2', '-ar', '44100');

/** Points at the whole clip that it was made of: who follows it finds every sample. */
export async function aliasToItself(folder: string): Promise<Buffer> {
  const clip = await makeMp4(folder);
  return replaceBox(clip, drefPath, makeAlias(`${folder}/clip.mp4`));
}

export const trapFiles: readonly TrapFile[] = [
  {
    name: 'MOV whose samples are in another file, by alias',
    ends: ['CORRUPT_MEDIA'],
    make: aliasToItself,
  },
  {
    name: 'MP4 whose samples are on a server, by URL',
    ends: ['whole'],
    make: async (folder, { http }) =>
      replaceBox(await makeMp4(folder), drefPath, dref('url ', Buffer.from(`${http}/canary.ts\0`), 0)),
  },
  {
    name: 'AVI with a playlist for a subtitle',
    ends: ['whole'],
    make: async (folder, targets) => addAviSubtitle(await makeAvi(folder), makeGab2(hlsTo(targets))),
  },
  {
    name: 'Matroska with a subtitle and a font',
    ends: ['whole'],
    async make(folder, targets) {
      await writeFile(
        `${folder}/s.ass`,
        `[Events]\nFormat: Layer, Start, End, Text\nDialogue: 0,0:00:00.00,0:00:01.00,{\\fn${targets.file}}x\n`,
      );
      const font = ['-attach', targets.file, '-metadata:s:t', 'mimetype=application/x-truetype-font'];
      const inputs = ['-i', `${folder}/s.ass`, '-map', '0', '-map', '1', '-map', '2', '-c:s', 'ass'];
      return makeClip(`${folder}/clip.mkv`, ...inputs, ...h264, ...font);
    },
  },
  {
    name: 'MP4 that is also HTML and a ZIP',
    ends: ['whole'],
    async make(folder, { http }) {
      const page = Buffer.from(`<html><script src="${http}/x.js"></script></html>`);
      const free = Buffer.alloc(8);
      free.writeUInt32BE(8 + page.length);
      free.write('free', 4);
      // Boxes in front move the samples: the index comes last and is of a fragment of its own.
      const clip = await makeClip(
        `${folder}/clip.mp4`,
        ...h264,
        '-movflags',
        'frag_keyframe+empty_moov+default_base_moof',
      );
      const end = Buffer.alloc(22);
      end.write('PK\u0005\u0006');
      return Buffer.concat([clip, free, page, end]);
    },
  },
  {
    name: 'HTML with an MP4 behind it',
    ends: ['UNSUPPORTED_MEDIA', 'CORRUPT_MEDIA', 'whole'],
    make: async (folder) =>
      Buffer.concat([Buffer.from('<html><body>hello</body></html>\n'), await makeMp4(folder)]),
  },
  {
    name: 'MPEG-TS with an MP4 behind it',
    ends: ['whole'],
    make: async (folder) => Buffer.concat([await makeTs(folder), await makeMp4(folder)]),
  },
  {
    name: 'a playlist with MPEG-TS behind it',
    ends: ['UNSUPPORTED_MEDIA', 'CORRUPT_MEDIA', 'whole'],
    make: async (folder, targets) => Buffer.concat([Buffer.from(hlsTo(targets)), await makeTs(folder)]),
  },
  {
    name: 'a playlist with an MP4 behind it',
    ends: ['UNSUPPORTED_MEDIA', 'CORRUPT_MEDIA', 'whole'],
    make: async (folder, targets) => Buffer.concat([Buffer.from(hlsTo(targets)), await makeMp4(folder)]),
  },
  { name: 'a PNG', ends: ['UNSUPPORTED_MEDIA'], make: (folder) => makePicture(`${folder}/p.png`) },
  { name: 'a JPEG', ends: ['UNSUPPORTED_MEDIA'], make: (folder) => makePicture(`${folder}/p.jpg`) },
  { name: 'a GIF', ends: ['UNSUPPORTED_MEDIA'], make: (folder) => makePicture(`${folder}/p.gif`) },
  {
    name: 'sound alone',
    ends: ['NO_VIDEO_STREAM'],
    make: (folder) => makeClip(`${folder}/clip.mp4`, '-map', '1'),
  },
];

async function makePicture(path: string): Promise<Buffer> {
  await ffmpeg(...picture, '-frames:v', '1', path);
  return readFile(path);
}

/** Writes a trap under the name that an upload has. */
export async function makeTrapFile(trap: TrapFile, folder: string, targets: Targets): Promise<string> {
  const file = `${folder}/upload.mp4`;
  await writeFile(file, await trap.make(folder, targets));
  return file;
}
