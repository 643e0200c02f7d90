import type { ModerationState, Visibility } from '#lib/domain/video-status.ts';

const sentences: Readonly<Record<Exclude<ModerationState, 'approved'>, string>> = {
  pending: 'A moderator looks at it before others can see it.',
  rejected: 'A moderator decided that others can not see it.',
  hidden: 'A moderator has hidden it from others.',
};

/** Why others do not see a video although its owner made it visible. */
export function ModerationNote(video: { readonly moderation: ModerationState; readonly visibility: Visibility }) {
  if (video.moderation === 'approved' || video.visibility === 'private') return null;
  return <p className="text-sm text-muted">{sentences[video.moderation]}</p>;
}
