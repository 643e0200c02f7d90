import { describe, expect, it } from 'vitest';
import { findProbes, type GateVerdict, timeUntilRefused } from './takedown-probe.ts';

const site = 'http://localhost';
const files: Readonly<Record<string, string>> = {
  '/media/V/master.m3u8?g=1': [
    '#EXTM3U',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="/media/V/audio/playlist.m3u8?g=1"',
    '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",URI="/media/V/captions/en.m3u8?g=1"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1',
    '/media/V/240p/playlist.m3u8?g=1',
    '',
  ].join('\n'),
  '/media/V/240p/playlist.m3u8?g=1':
    '#EXTM3U\n#EXTINF:4,\n/media/V/240p/0.m4s?g=1\n#EXTINF:2,\n/media/V/240p/1.m4s?g=1\n#EXT-X-ENDLIST\n',
  '/media/V/audio/playlist.m3u8?g=1': '#EXTM3U\n#EXTINF:6,\n/media/V/audio/0.m4s?g=1\n#EXT-X-ENDLIST\n',
};
const readText = async (url: string) => files[url.slice(site.length)] ?? '';

/** A clock on which each question and each wait takes its time. */
function gateThat(answer: (url: string, atMs: number) => GateVerdict) {
  let atMs = 0;
  return {
    now: () => atMs,
    wait: async (ms: number) => {
      atMs += ms;
    },
    ask: async (url: string) => {
      atMs += 10;
      return answer(url, atMs);
    },
  };
}

describe('what a takedown must refuse', () => {
  it('is the master playlist, and of each track its playlist and its last segment', async () => {
    const found = await findProbes(`${site}/media/V/master.m3u8?g=1`, { readText });
    expect(found.map((url) => url.replace(`${site}/media/V/`, ''))).toEqual([
      'master.m3u8?g=1',
      '240p/playlist.m3u8?g=1',
      'audio/playlist.m3u8?g=1',
      '240p/1.m4s?g=1',
      'audio/0.m4s?g=1',
    ]);
  });
});

describe('the time of a takedown', () => {
  it('ends with the last address that is refused, and counts from the click', async () => {
    const gate = gateThat((url, atMs) => (url === 'slow' && atMs < 500 ? 'served' : 'refused'));
    const took = await timeUntilRefused(['quick', 'slow'], -100, gate);
    expect(took).toBeGreaterThanOrEqual(600);
    expect(took).toBeLessThan(750);
  });

  it('takes no answer for no refusal', async () => {
    const gate = gateThat((_, atMs) => (atMs < 300 ? 'unclear' : 'refused'));
    expect(await timeUntilRefused(['one'], 0, gate)).toBeGreaterThanOrEqual(300);
  });

  it('is unknown when something is served for ever', async () => {
    const gate = gateThat((url) => (url === 'leak' ? 'served' : 'refused'));
    expect(await timeUntilRefused(['one', 'leak'], 0, gate)).toBeNull();
  });
});
