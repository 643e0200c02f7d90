'use client';

import { type FormEvent, useState } from 'react';
import type { Video } from '#lib/client/trpc.ts';
import { MAX_TAG_LENGTH, MAX_TAGS, splitTags } from '#lib/domain/tags.ts';
import { TextAreaField } from '../../_ui/text-area-field.tsx';
import { TextField } from '../../_ui/text-field.tsx';

interface DetailsFormProps {
  readonly video: Video;
  readonly tags: readonly string[];
  readonly isBusy: boolean;
  readonly onSave: (details: { title: string; description: string; tags: string[] }) => void;
  readonly onCancel: () => void;
}

export function DetailsForm({ video, tags: known, isBusy, onSave, onCancel }: DetailsFormProps) {
  const [tagFault, setTagFault] = useState<string>();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const tags = [...splitTags(String(form.get('tags')))];
    const fault = faultOfTags(tags);
    setTagFault(fault);
    if (fault) return;
    onSave({
      title: String(form.get('title')).trim(),
      description: String(form.get('description')),
      tags,
    });
  }

  return (
    <form onSubmit={submit} className="grid gap-4 border-t border-line pt-4">
      <TextField
        label="Title"
        name="title"
        defaultValue={video.title}
        required
        maxLength={200}
        pattern=".*\S.*"
      />
      <TextAreaField
        label="Description"
        name="description"
        rows={5}
        maxLength={5000}
        defaultValue={video.description}
      />
      <TextField
        label="Tags"
        name="tags"
        defaultValue={known.join(', ')}
        hint={`Words people may search for, with commas between them, ${MAX_TAGS} at most.`}
        problem={tagFault}
      />
      <div className="flex justify-end gap-3">
        <button type="button" className="button button-quiet" onClick={onCancel}>
          Discard
        </button>
        <button type="submit" className="button button-primary" disabled={isBusy}>
          Save
        </button>
      </div>
    </form>
  );
}

/** Told here, so that nothing that was typed is lost on the way. */
function faultOfTags(tags: readonly string[]): string | undefined {
  if (tags.length > MAX_TAGS) return `These are ${tags.length} tags; a video has ${MAX_TAGS} at most.`;
  const long = tags.find((tag) => tag.length > MAX_TAG_LENGTH);
  return long && `“${long.slice(0, MAX_TAG_LENGTH)}…” is longer than ${MAX_TAG_LENGTH} characters.`;
}
