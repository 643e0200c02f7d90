/** Decodes a published video with FFmpeg as a player would, and counts what comes out. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

export interface DecodedTrack {
  readonly kind: 'video' | 'audio';
  readonly width: number;
  readonly height: number;
  /** Seconds at which each decoded frame is shown, in order. */
  readonly times: readonly number[];
  /** End of the last frame, seconds. */
  readonly endSeconds: number;
}

export interface Decoded {
  /** Each line that FFmpeg said at level warning or above. */
  readonly warnings: readonly string[];
  /** Largest picture first. */
  readonly video: readonly DecodedTrack[];
  readonly audio: readonly DecodedTrack[];
}

interface OpenTrack extends DecodedTrack {
  readonly secondsPerTick: number;
  readonly times: number[];
  endSeconds: number;
}

/** Of a header line such as `#dimensions 0: 854x480`: the name, the stream, the value. */
const headerLine = /^#(\w+) (\d+): (.*)$/;

/** Reads FFmpeg's `framecrc` report: headers per stream, then `stream, dts, pts, duration, size, crc` a frame. */
export function parseFrameReport(report: string): OpenTrack[] {
  const headers = new Map<number, Record<string, string>>();
  const tracks = new Map<number, OpenTrack>();
  for (const line of report.split('\n')) {
    const [, name, stream, value] = headerLine.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      headers.set(Number(stream), { ...headers.get(Number(stream)), [name]: value });
    } else if (/^\d/.test(line)) {
      const [index = 0, , pts = 0, duration = 0] = line.split(',').map(Number);
      const track = tracks.get(index) ?? openTrack(headers.get(index) ?? {});
      tracks.set(index, track);
      track.times.push(pts * track.secondsPerTick);
      track.endSeconds = Math.max(track.endSeconds, (pts + duration) * track.secondsPerTick);
    }
  }
  return [...tracks.values()];
}

function openTrack(header: Record<string, string>): OpenTrack {
  const [num = 0, den = 1] = (header.tb ?? '').split('/').map(Number);
  const [width = 0, height = 0] = (header.dimensions ?? '').split('x').map(Number);
  const kind = header.media_type === 'audio' ? 'audio' : 'video';
  return { kind, width, height, secondsPerTick: num / den, times: [], endSeconds: 0 };
}

/** Plays all tracks of a manifest from first to last frame. Timestamps stay as they are: nothing is filled in or dropped. */
export async function decodeWhole(manifestUrl: string): Promise<Decoded> {
  const { stdout, stderr } = await execute(
    'ffmpeg',
    [
      ...['-nostdin', '-v', 'warning', '-copyts'],
      ...['-i', manifestUrl],
      ...['-map', '0:v', '-map', '0:a?'],
      ...['-fps_mode', 'passthrough'],
      ...['-f', 'framecrc', '-'],
    ],
    { maxBuffer: MAX_REPORT_BYTES },
  );
  const tracks = parseFrameReport(stdout);
  return {
    warnings: stderr.split('\n').filter((line) => line.trim() !== ''),
    video: tracks.filter(({ kind }) => kind === 'video').sort((a, b) => b.height * b.width - a.height * a.width),
    audio: tracks.filter(({ kind }) => kind === 'audio'),
  };
}
