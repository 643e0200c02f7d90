import { AppError } from '../errors.ts';
import { type Cue, captionFault, MAX_CAPTION_BYTES, MAX_CUES } from './cue.ts';
import { cleanSettings } from './cue-settings.ts';
import { sanitiseCueText } from './cue-text.ts';
import { readTiming } from './cue-time.ts';

interface Block {
  readonly lines: readonly string[];
  /** Number of its first line, from 1. */
  readonly at: number;
}

/**
 * Reads an SRT or WebVTT file strictly: what players would skip in silence is refused, so that its owner
 * learns of it. Which of the two it is, its first line tells.
 * @throws AppError VALIDATION_FAILED that names the line
 */
export function parseCaptions(file: string): readonly Cue[] {
  if (new TextEncoder().encode(file).length > MAX_CAPTION_BYTES) {
    throw new AppError('VALIDATION_FAILED', 'Captions may have 1 MB at most.');
  }
  const lines = file.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const isVtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '');
  checkCharacters(lines);
  const blocks = toBlocks(lines);
  const cues = (isVtt ? blocks.slice(1).filter(isCueBlock) : blocks).map((block) => readCue(block, isVtt));
  if (cues.length === 0) throw captionFault(1, 'there are no captions in this file.');
  if (cues.length > MAX_CUES) throw new AppError('VALIDATION_FAILED', `More than ${MAX_CUES} captions.`);
  // WebVTT wants them by their start; files that were merged are not.
  return cues.sort((a, b) => a.startMs - b.startMs);
}

/** A file that was read in the wrong encoding, or is no text at all, shows by these. */
function checkCharacters(lines: readonly string[]): void {
  lines.forEach((line, index) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (/[\u0000-\u0008\u000B-\u001F\u007F\uFFFD]/.test(line)) {
      throw captionFault(index + 1, 'this is not text in UTF-8.');
    }
  });
}

/** Runs of lines between empty ones. */
function toBlocks(lines: readonly string[]): readonly Block[] {
  const blocks: { lines: string[]; at: number }[] = [];
  let current: { lines: string[]; at: number } | undefined;
  lines.forEach((line, index) => {
    if (line.trim() === '') {
      current = undefined;
      return;
    }
    if (!current) {
      current = { lines: [], at: index + 1 };
      blocks.push(current);
    }
    current.lines.push(line);
  });
  return blocks;
}

/** Comments, style sheets and regions of WebVTT: not for viewers, or not safe to show. */
function isCueBlock({ lines: [first = '', second = ''] }: Block): boolean {
  if (first.includes('-->') || second.includes('-->')) return true;
  return !/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(first);
}

/** A number or name, perhaps, then the times, then the text. */
function readCue({ lines, at }: Block, isVtt: boolean): Cue {
  const [first = ''] = lines;
  const hasName = !first.includes('-->') && lines.length > 1;
  if (hasName && !isVtt && !/^\s*\d+\s*$/.test(first)) {
    throw captionFault(at, 'expected the number of a caption, or its times.');
  }
  const timingAt = hasName ? 1 : 0;
  const { startMs, endMs, rest } = readTiming(lines[timingAt] ?? '', at + timingAt);
  const text = lines
    .slice(timingAt + 1)
    .map((line) => line.trim())
    .join('\n');
  if (text.includes('-->'))
    throw captionFault(at + timingAt + 1, 'an empty line is missing before these times.');
  return { startMs, endMs, settings: isVtt ? cleanSettings(rest) : '', text: sanitiseCueText(text) };
}
