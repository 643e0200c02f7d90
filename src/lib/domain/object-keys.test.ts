import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chosenStillKey,
  initKey,
  manifestKey,
  segmentKey,
  sourceKey,
  stillKey,
  storyboardKey,
  videoIdOfSourceKey,
  volumeKey,
} from './object-keys.ts';

const letters = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
const anyId = fc
  .array(fc.constantFrom(...letters), { minLength: 26, maxLength: 26 })
  .map((all) => all.join(''));
const id = '01KAZX5V3H8T6W2M4N9QRS7BCD';

describe('the key of a source', () => {
  it('names its video, and nothing else', () => {
    fc.assert(
      fc.property(anyId, (videoId) => {
        expect(videoIdOfSourceKey(sourceKey(videoId))).toBe(videoId);
      }),
    );
  });

  it.each([
    volumeKey(id, 0, 1),
    `${id}/source.mp4`,
    `${id}/source/`,
    `${id}/source\n`,
    `x/${id}/source`,
    `/${id}/source`,
    `${id}/../${id}/source`,
    `${id.toLowerCase()}/source`,
    `${id.slice(1)}/source`,
    `${id}0/source`,
    `${id.slice(0, 25)}U/source`,
    `${id}%2Fsource`,
    'contract/1',
    'source',
    '/source',
    '',
  ])('is not %j', (key) => {
    expect(videoIdOfSourceKey(key)).toBeUndefined();
  });

  it('is no arbitrary text', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(videoIdOfSourceKey(key)).toBeUndefined();
      }),
    );
  });
});

describe('the keys of media', () => {
  it('lie below the video, so that removing its folder removes all of it', () => {
    for (const key of [
      segmentKey(id, '240p', 0, 1),
      initKey(id, 'audio', 'ab'.repeat(32)),
      stillKey(id, 0, 1),
      chosenStillKey(id, 1),
      storyboardKey(id, 0, 1),
      manifestKey(id, 'master.m3u8'),
    ])
      expect(key.startsWith(`${id}/`)).toBe(true);
  });

  it('differ for every track, number and epoch: a zombie writes beside, never over', () => {
    const anySegment = fc.tuple(fc.constantFrom('720p', '240p', 'audio'), fc.nat(), fc.nat());
    fc.assert(
      fc.property(anySegment, anySegment, (a, b) => {
        const isSame = a.join() === b.join();
        expect(segmentKey(id, ...a) === segmentKey(id, ...b)).toBe(isSame);
      }),
    );
  });

  it('of an init follow its content', () => {
    expect(initKey(id, '240p', 'a'.repeat(64))).toBe(initKey(id, '240p', 'a'.repeat(64)));
    expect(initKey(id, '240p', 'a'.repeat(64))).not.toBe(initKey(id, '240p', 'b'.repeat(64)));
  });
});
