import { AppError } from '../errors.ts';

/** One caption: when it is shown, where, and its text with WebVTT's own markup, escaped. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  /** WebVTT cue settings that were understood, such as `line:0 align:start`. */
  readonly settings: string;
  readonly text: string;
}

/** Largest file of captions that is taken. */
export const MAX_CAPTION_BYTES = 1_000_000;
/** A word a second of a five-hour film. */
export const MAX_CUES = 20_000;

/** What is wrong with a file of captions, and on which of its lines, counted from 1. */
export function captionFault(line: number, sentence: string): AppError {
  return new AppError('VALIDATION_FAILED', `Line ${line}: ${sentence}`, { details: { line } });
}
