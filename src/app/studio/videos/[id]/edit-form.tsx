'use client';

import type { FormEvent } from 'react';
import type { useVideoEdits } from '#lib/client/studio/use-video-edits.ts';
import { MAX_TAGS } from '#lib/domain/tags.ts';
import { DoneNote } from '../../../_ui/done-note.tsx';
import { ProblemNote } from '../../../_ui/problem-note.tsx';
import { TextAreaField } from '../../../_ui/text-area-field.tsx';
import { TextField } from '../../../_ui/text-field.tsx';
import { AudienceFields } from './audience-fields.tsx';

/** Its words and who may see it, stored together. */
export function EditForm({ edits }: { readonly edits: ReturnType<typeof useVideoEdits> }) {
  const { fields, faults, change } = edits;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    edits.save();
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <TextField
        label="Title"
        name="title"
        value={fields.title}
        maxLength={200}
        required
        problem={faults.title}
        onChange={({ target }) => change({ title: target.value })}
      />
      <TextAreaField
        label="Description"
        name="description"
        className="field block"
        rows={7}
        maxLength={5000}
        value={fields.description}
        hint="Lines that begin with a time, such as “1:30 The bridge”, become chapters."
        onChange={({ target }) => change({ description: target.value })}
      />
      <TextField
        label="Tags"
        name="tags"
        value={fields.tags}
        problem={faults.tags}
        hint={`Words people may search for, with commas between them, ${MAX_TAGS} at most.`}
        onChange={({ target }) => change({ tags: target.value })}
      />
      <AudienceFields fields={fields} problem={faults.publishAt} onChange={change} />
      <ProblemNote sentence={edits.sentence} />
      <DoneNote sentence={edits.isSaved && !edits.isDirty ? 'Saved.' : null} />
      <div className="flex flex-wrap items-center gap-3">
        <button type="submit" className="button button-primary" disabled={edits.isBusy || !edits.isDirty}>
          Save
        </button>
        {edits.isDirty && (
          <>
            <button
              type="button"
              className="button button-quiet"
              disabled={edits.isBusy}
              onClick={edits.discard}
            >
              Discard changes
            </button>
            <p className="text-sm text-muted">Not saved yet.</p>
          </>
        )}
      </div>
    </form>
  );
}
