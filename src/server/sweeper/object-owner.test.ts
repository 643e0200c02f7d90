import { describe, expect, it } from 'vitest';
import {
  captionKey,
  chosenStillKey,
  initKey,
  manifestKey,
  segmentKey,
  sourceKey,
  stillKey,
  storyboardKey,
  uploadedPictureKey,
  volumeKey,
} from '#lib/domain/object-keys.ts';
import { videoStatuses } from '#lib/domain/video-status.ts';
import { sampleVideo } from '../videos/testing/sample-video.ts';
import { judgeMediaObject, judgeSourceObject, type ObjectOwner, videoIdOfKey } from './object-owner.ts';

const id = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const other = '01KAZX5V3H8T6W2M4N9QRS7BCE';
const [bound, superseded] = [segmentKey(id, '720p', 3, 2), segmentKey(id, '720p', 3, 1)];

function owner(over: Partial<ObjectOwner['video']> = {}): ObjectOwner {
  return {
    video: { ...sampleVideo({ id, status: 'ready', sourceEtag: 'etag' }), storyboard: null, ...over },
    boundKeys: new Set([bound, initKey(id, '720p', 'a'.repeat(64))]),
    captionIds: new Set([other]),
    volumeKeys: new Set([volumeKey(id, 3, 2)]),
  };
}

describe('the video that a key belongs to', () => {
  it.each([sourceKey(id), segmentKey(id, '240p', 0, 1), captionKey(id, other, 'vtt')])(
    'is the one that %s begins with',
    (key) => expect(videoIdOfKey(key)).toBe(id),
  );

  it.each(['contract/x/0-1.m4s', `${id}`, `${id}/`, `x${id}/source`, 'source', ''])(
    'is none for %j, which is never touched',
    (key) => expect(videoIdOfKey(key)).toBeUndefined(),
  );
});

describe('an object of a ready video', () => {
  const shown = owner({
    hlsKey: manifestKey(id, `master-${other}.m3u8`),
    dashKey: manifestKey(id, `manifest-${other}.mpd`),
    thumbnailKey: chosenStillKey(id, 2),
    stillKeys: [stillKey(id, 0, 1)],
    storyboard: { sheetKeys: [storyboardKey(id, 0, 1)] },
  });

  it.each([
    bound,
    initKey(id, '720p', 'a'.repeat(64)),
    captionKey(id, other, 'vtt'),
    captionKey(id, other, 'm3u8'),
    manifestKey(id, `master-${other}.m3u8`),
    manifestKey(id, `manifest-${other}.mpd`),
    manifestKey(id, '720p/playlist.m3u8'),
    chosenStillKey(id, 2),
    stillKey(id, 0, 1),
    storyboardKey(id, 0, 1),
    `${id}/what-the-next-version-writes.bin`,
  ])('%s stays: something points to it, or nobody knows what it is', (key) =>
    expect(judgeMediaObject(key, shown)).toBe('keep'),
  );

  it.each([
    superseded,
    initKey(id, '720p', 'b'.repeat(64)),
    captionKey(id, id, 'vtt'),
    manifestKey(id, 'master.m3u8'),
    manifestKey(id, 'manifest.mpd'),
    chosenStillKey(id, 1),
    stillKey(id, 0, 2),
    storyboardKey(id, 0, 2),
  ])('%s goes: nothing points to it', (key) => expect(judgeMediaObject(key, shown)).toBe('superseded'));
});

describe('an object of a video that is not ready', () => {
  it.each(videoStatuses.filter((status) => status !== 'ready' && status !== 'deleted'))(
    'stays while it is %s, bound or not',
    (status) => expect(judgeMediaObject(superseded, owner({ status }))).toBe('keep'),
  );

  it.each([
    ['kept', 'keep'],
    [null, 'keep'],
    ['removing', 'keep'],
    ['removed', 'orphaned'],
  ] as const)('that is deleted, its files %s: %s', (deletedFiles, judgement) => {
    const deleted = owner({ status: 'deleted', deletedFiles });
    expect(judgeMediaObject(bound, deleted)).toBe(judgement);
    expect(judgeSourceObject(sourceKey(id), deleted)).toBe(judgement);
  });

  it('that nobody knows goes', () => {
    expect(judgeMediaObject(bound, undefined)).toBe('orphaned');
    expect(judgeSourceObject(sourceKey(id), undefined)).toBe('orphaned');
  });
});

describe('a source', () => {
  it.each([
    ['of a video that has it', {}, 'keep'],
    ['that is archived', { sourceState: 'archived' }, 'keep'],
    ['that was deleted and came again by an old URL', { sourceState: 'deleted' }, 'orphaned'],
    ['that is on its way', { status: 'uploading', sourceEtag: null }, 'keep'],
    ['of an upload that ended before', { status: 'cancelled', sourceEtag: null }, 'orphaned'],
    ['of a cancelled video that may be tried again', { status: 'cancelled' }, 'keep'],
  ] as const)('%s, and a volume of one: %s %s', (_, over, judgement) => {
    expect(judgeSourceObject(sourceKey(id), owner(over))).toBe(judgement);
    expect(judgeSourceObject(volumeKey(id, 3, 2), owner(over))).toBe(judgement);
  });

  it('that arrived has no use for a volume of an earlier epoch; one on its way may', () => {
    expect(judgeSourceObject(volumeKey(id, 3, 1), owner())).toBe('superseded');
    const onItsWay = owner({ status: 'uploading', sourceEtag: null });
    expect(judgeSourceObject(volumeKey(id, 3, 1), onItsWay)).toBe('keep');
  });

  it('has pictures beside it, of which the one that is being made a thumbnail of stays', () => {
    const key = uploadedPictureKey(id, other);
    expect(judgeSourceObject(key, owner({ thumbnailRequest: { from: 'upload', key } }))).toBe('keep');
    expect(judgeSourceObject(key, owner())).toBe('superseded');
  });
});
