'use client';

import { type FormEvent, useId } from 'react';
import type { Video } from '#lib/client/trpc.ts';
import { TextField } from '../../_ui/text-field.tsx';

interface DetailsFormProps {
  readonly video: Video;
  readonly isBusy: boolean;
  readonly onSave: (details: { title: string; description: string }) => void;
  readonly onCancel: () => void;
}

export function DetailsForm({ video, isBusy, onSave, onCancel }: DetailsFormProps) {
  const descriptionId = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onSave({ title: String(form.get('title')).trim(), description: String(form.get('description')) });
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
      <div>
        <label htmlFor={descriptionId} className="mb-1.5 block text-sm font-semibold">
          Description
        </label>
        <textarea
          id={descriptionId}
          name="description"
          className="field"
          rows={5}
          maxLength={5000}
          defaultValue={video.description}
        />
      </div>
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
