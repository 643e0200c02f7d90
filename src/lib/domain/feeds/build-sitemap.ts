import { element } from './xml.ts';

const schema = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The files that list the pages. */
export function buildSitemapIndex(urls: readonly string[]): string {
  return wrap(
    'sitemapindex',
    urls.map((url) => `<sitemap>${element('loc', url)}</sitemap>`),
  );
}

export interface MappedPage {
  readonly url: string;
  readonly changedAt?: Date;
}

export function buildSitemap(pages: readonly MappedPage[]): string {
  const lines = pages.map(({ url, changedAt }) => {
    const changed = changedAt ? element('lastmod', changedAt.toISOString()) : '';
    return `<url>${element('loc', url)}${changed}</url>`;
  });
  return wrap('urlset', lines);
}

function wrap(name: string, lines: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${name} xmlns="${schema}">`,
    ...lines,
    `</${name}>`,
    '',
  ].join('\n');
}
