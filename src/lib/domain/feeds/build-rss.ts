import { element, escapeXml } from './xml.ts';

export interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  /** Seconds; null where it is not known. */
  readonly duration: number | null;
  readonly hasPicture: boolean;
  readonly publishedAt: Date;
}

export interface Feed {
  readonly title: string;
  readonly description: string;
  /** Of the site, without a slash at its end. */
  readonly siteUrl: string;
  /** Paths of the page that it is a feed of, and of the feed itself. */
  readonly pagePath: string;
  readonly feedPath: string;
  /** The newest first. */
  readonly items: readonly FeedItem[];
}

const namespaces =
  'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"';

/** RSS 2.0 with Media RSS: what is shown is the player, for our media need a grant. */
export function buildRss(feed: Feed): string {
  const { siteUrl } = feed;
  const newest = feed.items[0]?.publishedAt;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<rss version="2.0" ${namespaces}>`,
    '<channel>',
    element('title', feed.title),
    element('link', siteUrl + feed.pagePath),
    element('description', feed.description),
    `<atom:link href="${escapeXml(siteUrl + feed.feedPath)}" rel="self" type="application/rss+xml"/>`,
    ...(newest ? [element('lastBuildDate', newest.toUTCString())] : []),
    ...feed.items.flatMap((item) => buildItem(siteUrl, item)),
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
}

function buildItem(siteUrl: string, item: FeedItem): readonly string[] {
  const page = `${siteUrl}/watch/${item.id}`;
  const length = item.duration === null ? '' : ` duration="${Math.round(item.duration)}"`;
  const picture = `<media:thumbnail url="${escapeXml(`${siteUrl}/thumbnail/${item.id}`)}"/>`;
  return [
    '<item>',
    element('title', item.title),
    element('link', page),
    element('guid', page),
    element('pubDate', item.publishedAt.toUTCString()),
    element('dc:creator', item.author),
    element('description', item.description),
    `<media:content medium="video"${length}>`,
    `<media:player url="${escapeXml(`${siteUrl}/embed/${item.id}`)}"/>`,
    ...(item.hasPicture ? [picture] : []),
    '</media:content>',
    '</item>',
  ];
}
