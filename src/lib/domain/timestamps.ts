/** A piece of a text: words, or the time that they name. */
interface TextPart {
  readonly text: string;
  /** Seconds, where the text is a time such as `1:02:03`. */
  readonly seconds?: number;
}

/** `2:05`, `02:05`, `1:02:05`; no part of a longer number, as dates, ratios and addresses have them. */
const timestamp = /(?<![\d:.])(?:(\d{1,2}):([0-5]\d)|(\d{1,3})):([0-5]\d)(?![\d:]|\.\d)/g;

function secondsOf([, hours, minutes, alone, seconds]: RegExpExecArray | RegExpMatchArray): number {
  return Number(hours ?? 0) * 3600 + Number(minutes ?? alone ?? 0) * 60 + Number(seconds);
}

/** Takes a text apart at the times in it that lie within the video. Joined again the parts are the text. */
export function splitTimestamps(text: string, durationSeconds: number): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(timestamp)) {
    const seconds = secondsOf(found);
    if (seconds >= durationSeconds) continue;
    if (found.index > at) parts.push({ text: text.slice(at, found.index) });
    parts.push({ text: found[0], seconds });
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

/** Bullets and brackets before it, then what people write between a time and its title. */
const leading = /^[\s\-–—*•([]*((?:\d{1,2}:[0-5]\d|\d{1,3}):[0-5]\d)(?!\d|:\d)[\s)\]]*[-–—:|.]*\s*(.*)$/su;

/** The time that a line begins with, past bullets and brackets, and the words after it. */
export function leadingTimestamp(
  line: string,
): { readonly seconds: number; readonly rest: string } | undefined {
  const found = leading.exec(line);
  const [, time = '', rest = ''] = found ?? [];
  const parts = time.split(':').map(Number);
  return found ? { seconds: parts.reduce((sum, part) => sum * 60 + part, 0), rest: rest.trim() } : undefined;
}

/** Seconds as `?t=` says them: `90`, `90s`, `1m30s`, `1h2m3s`, `1:30`. Undefined for anything else. */
export function parseStartTime(text: string): number | undefined {
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})$/.exec(text);
  const words = /^(?:(\d{1,3})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s?)?$/.exec(text);
  const [, hours, minutes, seconds] = clock ?? words ?? [];
  if (text === '' || (hours ?? minutes ?? seconds) === undefined) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}
