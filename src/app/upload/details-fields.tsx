'use client';

import { useId, useState } from 'react';
import type { UploadDetails } from '#lib/client/upload/upload-api.ts';
import type { UploadState } from '#lib/client/upload/upload-state.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { TextAreaField } from '../_ui/text-area-field.tsx';
import { VisibilityPicker } from '../_video/visibility-picker.tsx';

interface DetailsFieldsProps {
  readonly upload: UploadState;
  readonly onChange: (details: UploadDetails) => void;
}

/** Title, description and visibility, editable while the file is still on its way. Stored when one leaves the field. */
export function DetailsFields({ upload, onChange }: DetailsFieldsProps) {
  const { details, filename } = upload;
  const [title, setTitle] = useState(details.title);
  const [description, setDescription] = useState(details.description);
  const titleId = useId();

  function storeTitle(): void {
    const trimmed = title.trim();
    // An empty title is no title: the last one stays.
    setTitle(trimmed || details.title);
    if (trimmed && trimmed !== details.title) onChange({ ...details, title: trimmed });
  }

  return (
    <div className="grid grid-cols-1 items-end gap-3 border-t border-line pt-4 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div>
        <label htmlFor={titleId} className="mb-1.5 block text-sm font-semibold">
          Title
        </label>
        <input
          id={titleId}
          className="field min-h-9"
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
          onBlur={storeTitle}
          onKeyDown={(event) => event.key === 'Enter' && storeTitle()}
        />
      </div>
      <VisibilityPicker
        title={filename}
        value={details.visibility}
        onChange={(visibility) => onChange({ ...details, visibility })}
      />
      <div className="sm:col-span-2">
        <TextAreaField
          label="Description"
          className="field block min-h-18"
          rows={2}
          value={description}
          maxLength={5000}
          onChange={(event) => setDescription(event.target.value)}
          onBlur={() => description !== details.description && onChange({ ...details, description })}
        />
      </div>
      <div className="empty:hidden sm:col-span-2">
        <ProblemNote
          sentence={
            upload.detailsProblem && `These details were not stored. ${upload.detailsProblem.sentence}`
          }
        />
      </div>
    </div>
  );
}
