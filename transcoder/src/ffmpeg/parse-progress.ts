/** Where an encode stands, as `-progress` tells about twice a second. */
export interface Progress {
  readonly frame: number;
  readonly fps: number;
  /** Times real time; null until FFmpeg knows. */
  readonly speed: number | null;
  /** End of what was written; null until something was. */
  readonly outTimeSeconds: number | null;
}

/** Collects `key=value` lines; gives a progress when its block ends with the `progress` key. */
export function createProgressParser(): (line: string) => Progress | undefined {
  let block = new Map<string, string>();
  return (line) => {
    const [key, value] = line.split('=', 2);
    if (key === undefined || value === undefined) return undefined;
    block.set(key.trim(), value.trim());
    if (key !== 'progress') return undefined;
    const progress = toProgress(block);
    block = new Map();
    return progress;
  };
}

function toProgress(block: ReadonlyMap<string, string>): Progress {
  // out_time_ms is in microseconds too: an old mistake that FFmpeg keeps.
  const outTimeSeconds = readNumber(block.get('out_time_us'));
  return {
    frame: readNumber(block.get('frame')) ?? 0,
    fps: readNumber(block.get('fps')) ?? 0,
    speed: readNumber(block.get('speed')?.replace('x', '')),
    outTimeSeconds: outTimeSeconds === null ? null : outTimeSeconds / 1e6,
  };
}

function readNumber(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text === '' || !Number.isFinite(value) ? null : value;
}
