import type { Video } from '#lib/client/trpc.ts';
import { isTakedown } from '#lib/domain/moderation.ts';
import type { ModerationState } from '#lib/domain/video-status.ts';

const sentences: Readonly<Record<Exclude<ModerationState, 'approved'>, string>> = {
  pending: 'A moderator looks at it before others can see it.',
  rejected: 'A moderator has rejected it: nobody can watch it.',
  hidden: 'A moderator has hidden it: nobody can watch it for now.',
};

/** Why others do not see a video although its owner made it visible. */
export function ModerationNote({
  video,
}: {
  readonly video: Pick<Video, 'moderation' | 'visibility' | 'status'>;
}) {
  const { moderation, visibility, status } = video;
  if (moderation === 'approved') return null;
  // Before it is ready nobody else could see it anyway; a takedown shuts its owner out too.
  if (!isTakedown(moderation) && (visibility === 'private' || status !== 'ready')) return null;
  return <p className="text-sm text-muted">{sentences[moderation]}</p>;
}
