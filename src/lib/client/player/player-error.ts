/** Codes of HTML's MediaError. */
const sentences: Readonly<Record<number, string>> = {
  1: 'Playback was stopped.',
  2: 'The video stopped arriving. Check the network, then try again.',
  3: 'This browser could not decode the video.',
  4: 'The video can not be played right now.',
};

/** One sentence for a person; the library's own text names URLs and formats. */
export function explainPlayerError(code: number | undefined): string {
  return sentences[code ?? 0] ?? 'The player met a problem.';
}
