import { expect, it } from 'vitest';
import { urisOf } from './manifest-uris.ts';

it('finds every playlist of an HLS master, sound included', () => {
  const master = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="sound",URI="audio/playlist.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="sound"
240p/playlist.m3u8
`;
  expect(urisOf(master)).toEqual(['240p/playlist.m3u8', 'audio/playlist.m3u8']);
});

it('finds init and segments of an HLS playlist', () => {
  const playlist = `#EXTM3U
#EXT-X-MAP:URI="init-0123.mp4"
#EXTINF:4.0,
0-1.m4s
#EXT-X-ENDLIST
`;
  expect(urisOf(playlist)).toEqual(['0-1.m4s', 'init-0123.mp4']);
});

it('finds init and segments of a DASH manifest', () => {
  const mpd = `<MPD>
     <Initialization sourceURL="240p/init-0123.mp4"/>
      <SegmentURL media="240p/0-1.m4s"/>
</MPD>`;
  expect(urisOf(mpd)).toEqual(['240p/init-0123.mp4', '240p/0-1.m4s']);
});
