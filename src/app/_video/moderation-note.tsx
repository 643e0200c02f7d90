import type { Video } from '#lib/client/trpc.ts';
import type { ModerationState } from '#lib/domain/video-status.ts';

const sentences: Readonly<Record<Exclude<ModerationState, 'approved'>, string>> = {
  pending: 'A moderator looks at it before others can see it.',
  rejected: 'A moderator decided that others can not see it.',
  hidden: 'A moderator has hidden it from others.',
};

/** Why others do not see a video although its owner made it visible. */
export function ModerationNote({ video }: { readonly video: Video }) {
  const { moderation, visibility, status } = video;
  // Before it is ready nobody else could see it anyway.
  if (moderation === 'approved' || visibility === 'private' || status !== 'ready') return null;
  return <p className="text-sm text-muted">{sentences[moderation]}</p>;
}
