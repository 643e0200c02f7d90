import type { inferRouterOutputs } from '@trpc/server';
import { MAX_TAG_LENGTH, MAX_TAGS, splitTags } from '#lib/domain/tags.ts';
import type { Visibility } from '#lib/domain/video-status.ts';
import type { AppRouter } from '#server/api/root.ts';

export type ManagedVideo = inferRouterOutputs<AppRouter>['studio']['video'];

/** What is chosen in the form. `scheduled`: as visible as it is, and public from a time on. */
export type Audience = Visibility | 'scheduled';

export interface EditFields {
  readonly title: string;
  readonly description: string;
  /** As they are typed, with commas between them. */
  readonly tags: string;
  readonly audience: Audience;
  /** UTC, ISO; empty while none is chosen. Counts only with `scheduled`. */
  readonly publishAt: string;
}

type Stored = Pick<ManagedVideo, 'title' | 'description' | 'tags' | 'visibility' | 'publishAt'>;

/** The form of a video as it is stored. */
export function fieldsOf({ title, description, tags, visibility, publishAt }: Stored): EditFields {
  return {
    title,
    description,
    tags: tags.join(', '),
    audience: publishAt ? 'scheduled' : visibility,
    publishAt: publishAt ?? '',
  };
}

/** What has to be told to the server; absent where nothing changes. */
export interface EditChanges {
  readonly details?: {
    readonly title?: string;
    readonly description?: string;
    readonly tags?: string[];
    readonly visibility?: Visibility;
  };
  /** To be told after the details, for what is public can not be planned. */
  readonly schedule?: { readonly publishAt: string | null };
}

function visibilityFor(stored: Stored, { audience }: EditFields): Visibility {
  if (audience !== 'scheduled') return audience;
  // Nobody is to see it before its time.
  return stored.visibility === 'public' ? 'private' : stored.visibility;
}

/** The difference between what is stored and what is in the form. */
export function changesOf(stored: Stored, fields: EditFields): EditChanges {
  const title = fields.title.trim();
  const visibility = visibilityFor(stored, fields);
  const tags = [...splitTags(fields.tags)];
  const details = {
    ...(title !== stored.title && { title }),
    ...(fields.description !== stored.description && { description: fields.description }),
    ...(tags.join() !== stored.tags.join() && { tags }),
    ...(visibility !== stored.visibility && { visibility }),
  };
  const publishAt = fields.audience === 'scheduled' ? fields.publishAt || null : null;
  // To publish is to take the plan back; the server does so by itself.
  const isPlanChanged = publishAt !== stored.publishAt && visibility !== 'public';
  return {
    ...(Object.keys(details).length > 0 && { details }),
    ...(isPlanChanged && { schedule: { publishAt } }),
  };
}

/** Whether leaving the form would lose something. */
export function isDirty(stored: Stored, fields: EditFields): boolean {
  return Object.keys(changesOf(stored, fields)).length > 0;
}

function faultOfTags(typed: string): string | undefined {
  const tags = splitTags(typed);
  if (tags.length > MAX_TAGS) return `These are ${tags.length} tags; a video has ${MAX_TAGS} at most.`;
  const long = tags.find((tag) => tag.length > MAX_TAG_LENGTH);
  return long && `“${long.slice(0, MAX_TAG_LENGTH)}…” is longer than ${MAX_TAG_LENGTH} characters.`;
}

/** What has to be put right before it can be stored, by field. */
export function faultsOf(
  stored: Stored,
  { title, tags, audience, publishAt }: EditFields,
  now: Date,
): { readonly title?: string; readonly tags?: string; readonly publishAt?: string } {
  const isPlanned = audience === 'scheduled' && publishAt !== stored.publishAt;
  const ofTags = faultOfTags(tags);
  return {
    ...(title.trim() === '' && { title: 'A video needs a title.' }),
    ...(ofTags && { tags: ofTags }),
    ...(isPlanned && publishAt === '' && { publishAt: 'Choose when it becomes public.' }),
    ...(isPlanned &&
      publishAt !== '' &&
      Date.parse(publishAt) <= now.getTime() && { publishAt: 'Choose a time that is still to come.' }),
  };
}
