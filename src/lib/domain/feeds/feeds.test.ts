import { describe, expect, it } from 'vitest';
import { buildRss, type FeedItem } from './build-rss.ts';
import { buildSitemap, buildSitemapIndex } from './build-sitemap.ts';
import { buildEmbedCode, buildOembed, videoIdOfAddress } from './oembed.ts';

const siteUrl = 'https://sluice.example';
const item: FeedItem = {
  id: '01KAZX5V3H8T6W2M4N9QRS7BCD',
  title: 'Rock & <roll> \u0000"1"',
  description: "It's ]]> here",
  author: 'Ada',
  duration: 12.4,
  hasPicture: true,
  publishedAt: new Date('2026-11-21T12:00:00Z'),
};
const feed = {
  title: 'Sluice',
  description: 'The newest videos',
  siteUrl,
  pagePath: '/',
  feedPath: '/feed.xml',
  items: [item],
};

describe('a feed', () => {
  it('says what is new, where it is and how it is embedded', () => {
    const xml = buildRss(feed);
    expect(xml).toContain('<title>Rock &amp; &lt;roll&gt; &quot;1&quot;</title>');
    expect(xml).toContain('<description>It&apos;s ]]&gt; here</description>');
    expect(xml).toContain(`<link>${siteUrl}/watch/${item.id}</link>`);
    expect(xml).toContain('<pubDate>Sat, 21 Nov 2026 12:00:00 GMT</pubDate>');
    expect(xml).toContain(`<media:player url="${siteUrl}/embed/${item.id}"/>`);
    expect(xml).toContain(`<atom:link href="${siteUrl}/feed.xml" rel="self"`);
    expect(xml).toContain('duration="12"');
  });

  it('holds nothing that XML has no place for, whatever people wrote', () => {
    const control = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('');
    const xml = buildRss({ ...feed, items: [{ ...item, title: `${control}\ud800\ufffe` }] });
    const codes = [...xml].map((sign) => sign.codePointAt(0) ?? 0);
    expect(codes.filter((code) => code < 32 && ![9, 10, 13].includes(code))).toEqual([]);
    expect(xml.isWellFormed()).toBe(true);
    expect(xml).not.toContain('\ufffe');
  });

  it('of a channel without videos is a feed all the same', () => {
    expect(buildRss({ ...feed, items: [] })).toMatch(/<channel>[\s\S]*<\/channel>\n<\/rss>\n$/);
  });
});

it('a map names its pages', () => {
  expect(
    buildSitemap([{ url: `${siteUrl}/?a=1&b=2` }, { url: siteUrl, changedAt: item.publishedAt }]),
  ).toMatch(
    /<url><loc>https:\/\/sluice\.example\/\?a=1&amp;b=2<\/loc><\/url>\n<url>.*<lastmod>2026-11-21T12:00:00\.000Z<\/lastmod><\/url>\n<\/urlset>/,
  );
  expect(buildSitemapIndex([`${siteUrl}/sitemap/1`])).toContain(
    '<sitemap><loc>https://sluice.example/sitemap/1</loc></sitemap>',
  );
});

describe('what other sites show of a video', () => {
  const video = {
    id: item.id,
    title: 'A "walk"',
    owner: { id: 'O', name: 'Ada' },
    shape: { width: 1080, height: 1920 },
    hasPicture: true,
  };

  it('keeps its shape and stays within the bounds', () => {
    const sizes = [{}, { maxWidth: 320 }, { maxHeight: 480 }, { maxWidth: 200, maxHeight: 100 }].map(
      (bounds) => {
        const { width, height } = buildOembed(siteUrl, 'Sluice', video, bounds);
        return [width, height];
      },
    );
    expect(sizes).toEqual([
      [640, 1138],
      [320, 569],
      [270, 480],
      [56, 100],
    ]);
  });

  it('is a frame whose words can not leave their place', () => {
    const code = buildEmbedCode(siteUrl, { ...video, title: '"><script>' });
    expect(code).toContain(`src="${siteUrl}/embed/${item.id}"`);
    expect(code.match(/[<>]/g)).toHaveLength(4);
    expect(buildOembed(siteUrl, 'Sluice', video, {}).html).toBe(buildEmbedCode(siteUrl, video));
  });

  it.each([
    [`${siteUrl}/watch/${item.id}`, item.id],
    [`${siteUrl}/embed/${item.id}?t=3`, item.id],
    [`${siteUrl}/`, undefined],
    [`https://evil.example/watch/${item.id}`, undefined],
    [`${siteUrl}/watch/../settings`, undefined],
    ['none', undefined],
  ])('is asked for by the address of its page: %s', (address, id) => {
    expect(videoIdOfAddress(siteUrl, address)).toBe(id);
  });
});
