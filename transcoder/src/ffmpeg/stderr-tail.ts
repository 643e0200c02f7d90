/** Enough to see a cause with its context; a damaged file can print megabytes. */
const MAX_LINES = 40;
const MAX_LINE_LENGTH = 300;
const MAX_TELLING = 5;

const urlPattern = /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi;

/** An absolute path of two parts or more, at the start of a word: not `1/25`, `yuv420p/tv` or `N/A`. */
const pathPattern = /(?<![\w./])\/[^\s/:'"]+\/[^\s:'"]*/g;

/** FFmpeg's words without addresses, which can carry signatures, and without the paths of this machine. */
export function redact(text: string): string {
  return text.replace(urlPattern, '[url]').replace(pathPattern, '[path]');
}

/**
 * Keeps the last lines of a stream of text in bounded memory.
 * @param isTelling lines that must not be pushed out by what follows; the first few are kept
 */
export function createStderrTail(isTelling: (line: string) => boolean = () => false): {
  push(chunk: string): void;
  lines(): readonly string[];
} {
  const telling: string[] = [];
  const kept: string[] = [];
  let rest = '';
  const keep = (line: string): void => {
    if (line.trim() === '') return;
    const clean = redact(line).slice(0, MAX_LINE_LENGTH);
    kept.push(clean);
    if (kept.length <= MAX_LINES) return;
    const pushedOut = kept.shift();
    if (pushedOut && telling.length < MAX_TELLING && isTelling(pushedOut)) telling.push(pushedOut);
  };
  return {
    push(chunk) {
      const parts = (rest + chunk).split(/[\r\n]/);
      // A line may end in a later chunk; one without an end is cut, or it would grow for ever.
      rest = (parts.pop() ?? '').slice(0, 4 * MAX_LINE_LENGTH);
      for (const line of parts) keep(line);
    },
    lines: () => [
      ...telling,
      ...kept,
      ...(rest.trim() === '' ? [] : [redact(rest).slice(0, MAX_LINE_LENGTH)]),
    ],
  };
}
