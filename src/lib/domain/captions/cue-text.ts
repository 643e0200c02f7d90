/** Markup of WebVTT that passes. Classes, fonts, colours and times inside the text do not. */
const kept = new Set(['b', 'i', 'u', 'ruby', 'rt', 'v', 'lang']);
/** A tag of WebVTT, or of the HTML that people write into SRT; anything else in angle brackets is text. */
const token =
  /<(?<end>\/?)(?<name>[a-z]+)(?:\.[^\s<>]*)?(?<note>\s[^<>]*)?\/?>|<\d[\d:.]*>|&(?:amp|lt|gt|nbsp|lrm|rlm);|\{\\[^{}]*\}|[&<>]/gi;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Makes the text of a cue safe: only WebVTT's own tags are left, each closed, and all else is escaped. */
export function sanitiseCueText(text: string): string {
  const open: string[] = [];
  let clean = '';
  let at = 0;
  for (const found of text.matchAll(token)) {
    clean += text.slice(at, found.index) + replace(found, open);
    at = found.index + found[0].length;
  }
  clean += text.slice(at);
  return clean + closeDownTo(open, 0);
}

/** What stands for one token; keeps account of the tags that are open. */
function replace(found: RegExpExecArray, open: string[]): string {
  const [whole] = found;
  const name = found.groups?.name?.toLowerCase();
  if (!name) return escapes[whole] ?? (whole.startsWith('&') ? whole : '');
  if (!kept.has(name)) return '';
  if (found.groups?.end) {
    const index = open.lastIndexOf(name);
    return index < 0 ? '' : closeDownTo(open, index);
  }
  const note = found.groups?.note?.trim().replaceAll('&', '&amp;') ?? '';
  const needsNote = name === 'v' || name === 'lang';
  if (needsNote && note === '') return '';
  open.push(name);
  return needsNote ? `<${name} ${note}>` : `<${name}>`;
}

function closeDownTo(open: string[], index: number): string {
  return open
    .splice(index)
    .reverse()
    .map((name) => `</${name}>`)
    .join('');
}
