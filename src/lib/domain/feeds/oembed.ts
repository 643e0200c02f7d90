import { escapeXml } from './xml.ts';

export interface EmbeddedVideo {
  readonly id: string;
  readonly title: string;
  readonly owner: { readonly id: string; readonly name: string };
  /** Pixels, as it is shown; null while nobody knows. */
  readonly shape: { readonly width: number; readonly height: number } | null;
  readonly hasPicture: boolean;
}

export interface Bounds {
  readonly maxWidth: number;
  readonly maxHeight: number;
}

/** What most pages have room for; a thumbnail is no wider. */
const WIDTH = 640;

/** As large as the bounds let it be, in its own shape; 640 wide where they say nothing. */
function fitFrame(
  shape: EmbeddedVideo['shape'],
  { maxWidth = WIDTH, maxHeight = Infinity }: Partial<Bounds>,
) {
  const ratio = shape ? shape.height / shape.width : 9 / 16;
  const width = Math.min(maxWidth, maxHeight / ratio);
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(width * ratio)) };
}

/** The code that people put on their own pages. */
export function buildEmbedCode(
  siteUrl: string,
  { id, title, shape }: Pick<EmbeddedVideo, 'id' | 'title' | 'shape'>,
  bounds: Partial<Bounds> = {},
): string {
  const { width, height } = fitFrame(shape, bounds);
  return (
    `<iframe src="${escapeXml(`${siteUrl}/embed/${id}`)}" width="${width}" height="${height}" title="${escapeXml(title)}" ` +
    'allow="fullscreen; picture-in-picture" allowfullscreen style="border:0"></iframe>'
  );
}

/** oEmbed 1.0, type `video`. */
export function buildOembed(
  siteUrl: string,
  siteName: string,
  video: EmbeddedVideo,
  bounds: Partial<Bounds>,
) {
  const picture = fitFrame(video.shape, { maxWidth: Math.min(WIDTH, video.shape?.width ?? WIDTH) });
  return {
    version: '1.0',
    type: 'video',
    title: video.title,
    author_name: video.owner.name,
    author_url: `${siteUrl}/channel/${video.owner.id}`,
    provider_name: siteName,
    provider_url: siteUrl,
    ...fitFrame(video.shape, bounds),
    html: buildEmbedCode(siteUrl, video, bounds),
    ...(video.hasPicture && {
      thumbnail_url: `${siteUrl}/thumbnail/${video.id}`,
      thumbnail_width: picture.width,
      thumbnail_height: picture.height,
    }),
  };
}

/** The video that an address of a page of this site is about; undefined where it is about none. */
export function videoIdOfAddress(siteUrl: string, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  if (origin !== new URL(siteUrl).origin) return undefined;
  return /^\/(?:watch|embed)\/([0-9A-Za-z]{1,64})\/?$/.exec(pathname)?.[1];
}
