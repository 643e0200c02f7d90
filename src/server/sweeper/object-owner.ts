import { sourceKey, tailPrefix, volumePrefix } from '#lib/domain/object-keys.ts';
import type { Storyboard } from '#lib/domain/storyboard.ts';
import type { VideoRow } from '../db/schema/videos.ts';

/** What a video's rows say of its objects. */
export interface ObjectOwner {
  readonly video: Pick<
    VideoRow,
    | 'id'
    | 'status'
    | 'sourceEtag'
    | 'sourceState'
    | 'deletedFiles'
    | 'hlsKey'
    | 'dashKey'
    | 'thumbnailKey'
    | 'stillKeys'
    | 'thumbnailRequest'
  > & { readonly storyboard: Pick<Storyboard, 'sheetKeys'> | null };
  readonly boundKeys: ReadonlySet<string>;
  readonly captionIds: ReadonlySet<string>;
  /** Of the volumes that its source lies in; empty where it is one object. */
  readonly volumeKeys: ReadonlySet<string>;
}

/** `orphaned`: of no video, or of one that should have none. `superseded`: a ready video's, that nothing points to. */
export type Judgement = 'keep' | 'orphaned' | 'superseded';

/** The video that a key of ours belongs to; undefined for a key that is none of ours, which nobody touches. */
export function videoIdOfKey(key: string): string | undefined {
  return /^([0-7][0-9A-HJKMNP-TV-Z]{25})\/./.exec(key)?.[1];
}

/** Says of a deleted video's files what its owner wanted; null: ask further. */
function judgeDeleted({ status, deletedFiles }: ObjectOwner['video']): Judgement | null {
  if (status !== 'deleted') return null;
  // `removing` is another broom's; null is of before it was noted, and taken for the tombstone it may be.
  return deletedFiles === 'removed' ? 'orphaned' : 'keep';
}

/** @param owner undefined when no row knows the video */
export function judgeSourceObject(key: string, owner: ObjectOwner | undefined): Judgement {
  if (!owner) return 'orphaned';
  const { video } = owner;
  const deleted = judgeDeleted(video);
  if (deleted) return deleted;
  const isVolume = key.startsWith(volumePrefix(video.id));
  if (isVolume && video.sourceEtag !== null && !owner.volumeKeys.has(key)) return 'superseded';
  if (isVolume || key === sourceKey(video.id)) {
    // Its owner was told that it is deleted: a URL that was still valid has brought it back.
    if (video.sourceState === 'deleted') return 'orphaned';
    // An upload that ended before it was complete, and an object that came all the same.
    return video.sourceEtag === null && video.status !== 'uploading' ? 'orphaned' : 'keep';
  }
  // Of a tus upload; once it is whole, or ended, it holds nothing that is not elsewhere.
  if (key.startsWith(tailPrefix(video.id))) return video.status === 'uploading' ? 'keep' : 'superseded';
  if (!key.startsWith(`${video.id}/picture-`)) return 'keep';
  const { thumbnailRequest: request } = video;
  return request?.from === 'upload' && request.key === key ? 'keep' : 'superseded';
}

/** @param owner undefined when no row knows the video */
export function judgeMediaObject(key: string, owner: ObjectOwner | undefined): Judgement {
  if (!owner) return 'orphaned';
  const { video, boundKeys, captionIds } = owner;
  const deleted = judgeDeleted(video);
  if (deleted) return deleted;
  // On the way, segments are stored before they are bound; a failed one may be tried again and go on with its own.
  if (video.status !== 'ready') return 'keep';
  const name = key.slice(video.id.length + 1);
  const isKept = (condition: boolean): Judgement => (condition ? 'keep' : 'superseded');
  if (/^[\w-]+\/(?:\d+-\d+\.m4s|init-[0-9a-f]{16}\.mp4)$/.test(name)) return isKept(boundKeys.has(key));
  const caption = /^captions\/([0-9A-Z]{26})\.(?:vtt|m3u8)$/.exec(name)?.[1];
  if (caption) return isKept(captionIds.has(caption));
  if (/^(?:master|manifest)(?:-[0-9A-Z]{26})?\.(?:m3u8|mpd)$/.test(name))
    return isKept(key === video.hlsKey || key === video.dashKey);
  if (/^(?:still|chosen|storyboard)-[\d-]+\.jpg$/.test(name)) {
    const shown = [video.thumbnailKey, ...(video.stillKeys ?? []), ...(video.storyboard?.sheetKeys ?? [])];
    return isKept(shown.includes(key));
  }
  // A name that this version does not know: perhaps the next one does.
  return 'keep';
}
