/** Captions of one language, as manifests offer them. */
export interface CaptionTrack {
  /** Names its files: a new one with each upload, for what was stored is never changed. */
  readonly id: string;
  /** BCP 47, canonical. */
  readonly language: string;
  /** What viewers choose it by. Holds neither quotes nor line breaks. */
  readonly label: string;
}

/** `pt-br` → `pt-BR`; undefined for what is no language tag of BCP 47. */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return undefined;
  }
}

/** The name of a language in itself, such as `français`; the tag where it has none. */
export function nameLanguage(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

/** A label fit for a manifest: HLS knows no way to write a quote inside a quoted string. */
export function cleanLabel(label: string): string {
  return label.replaceAll('"', '’').replaceAll(/\s+/g, ' ').trim();
}
