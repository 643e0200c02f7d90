/** The address of a video's page, from a second on if one is given. */
export function shareAddress(origin: string, videoId: string, startSeconds: number | null): string {
  const start = startSeconds ? `?t=${Math.floor(startSeconds)}` : '';
  return `${origin}/watch/${videoId}${start}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };

/** For an attribute in double quotes. */
const escapeAttribute = (text: string): string => text.replaceAll(/[&"<>]/g, (sign) => entities[sign] ?? '');

interface EmbedSettings {
  readonly videoId: string;
  readonly title: string;
  readonly startSeconds: number | null;
  /** Of the video: its shape is kept. */
  readonly width: number;
  readonly height: number;
}

/** Wide enough for the controls, small enough for a column of text. */
const EMBED_WIDTH = 640;

/** HTML that shows the player in another site's page. */
export function embedCode(origin: string, settings: EmbedSettings): string {
  const { videoId, title, startSeconds, width, height } = settings;
  const start = startSeconds ? `?t=${Math.floor(startSeconds)}` : '';
  const tall = Math.round((EMBED_WIDTH * height) / width);
  const source = escapeAttribute(`${origin}/embed/${videoId}${start}`);
  return `<iframe src="${source}" title="${escapeAttribute(title)}" width="${EMBED_WIDTH}" height="${tall}" style="border:0" allow="autoplay; fullscreen; picture-in-picture" allowfullscreen loading="lazy"></iframe>`;
}
