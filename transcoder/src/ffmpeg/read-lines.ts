/** FFmpeg's programs print lines of some hundred characters; a file's tag may be a line of megabytes. */
const MAX_LINE_LENGTH = 1_000_000;

/**
 * Splits text into lines in bounded memory.
 * @param onOverlong called once when a line is longer than any that is wanted; nothing is passed on from then
 */
export function createLineReader(
  onLine: (line: string) => void,
  onOverlong: () => void,
): { push(chunk: string): void; end(): void } {
  let rest = '';
  let isOverlong = false;
  return {
    push(chunk) {
      if (isOverlong) return;
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) onLine(line);
      if (rest.length <= MAX_LINE_LENGTH) return;
      isOverlong = true;
      rest = '';
      onOverlong();
    },
    end() {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
