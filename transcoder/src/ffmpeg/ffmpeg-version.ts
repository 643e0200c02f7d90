/** The oldest release that knows every option we pass and is still mended by its distributors. */
const floor = { major: 5, minor: 1 } as const;
/** What that release carries: the only sign of age that a snapshot such as `N-12345-gabcdef` has. */
const libavutilFloor = { major: 57, minor: 28 } as const;

export const FFMPEG_FLOOR = `${floor.major}.${floor.minor}`;

export interface FfmpegVersion {
  /** As it names itself. */
  readonly text: string;
  readonly isSupported: boolean;
}

/** Reads what `ffmpeg -version` or `ffprobe -version` prints; undefined when that is not FFmpeg speaking. */
export function parseFfmpegVersion(printed: string): FfmpegVersion | undefined {
  const [, text] = /^ff(?:mpeg|probe) version (\S+)/.exec(printed) ?? [];
  if (text === undefined) return undefined;
  // A release: `5.1.9-0+deb12u1`, `n7.1`, `7.0.2-static`.
  const release = /^n?(\d+)\.(\d+)/.exec(text);
  if (release) return { text, isSupported: isAtLeast(release, floor) };
  const libavutil = /^libavutil +(\d+)\. *(\d+)\./m.exec(printed);
  return { text, isSupported: libavutil !== null && isAtLeast(libavutil, libavutilFloor) };
}

function isAtLeast(
  match: RegExpExecArray,
  least: { readonly major: number; readonly minor: number },
): boolean {
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > least.major || (major === least.major && minor >= least.minor);
}
