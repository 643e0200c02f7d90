'use client';

import { useId, useState } from 'react';
import type { UploadDetails } from '#lib/client/upload/upload-api.ts';
import type { UploadState } from '#lib/client/upload/upload-state.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { VisibilityPicker } from '../_video/visibility-picker.tsx';

interface DetailsFieldsProps {
  readonly upload: UploadState;
  readonly onChange: (details: UploadDetails) => void;
}

/** Title and visibility, editable while the file is still on its way. Stored when one leaves the field. */
export function DetailsFields({ upload, onChange }: DetailsFieldsProps) {
  const { details, filename } = upload;
  const [typed, setTyped] = useState(details.title);
  const titleId = useId();

  function store(): void {
    const title = typed.trim();
    // An empty title is no title: the last one stays.
    setTyped(title || details.title);
    if (title && title !== details.title) onChange({ ...details, title });
  }

  return (
    <div className="grid items-end gap-3 border-t border-line pt-4 sm:grid-cols-[1fr_auto]">
      <div>
        <label htmlFor={titleId} className="mb-1.5 block text-sm font-semibold">
          Title
        </label>
        <input
          id={titleId}
          className="field min-h-9"
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={store}
          onKeyDown={(event) => event.key === 'Enter' && store()}
        />
      </div>
      <VisibilityPicker
        title={filename}
        value={details.visibility}
        onChange={(visibility) => onChange({ ...details, visibility })}
      />
      <ProblemNote
        sentence={
          upload.detailsProblem && `Title and visibility were not stored. ${upload.detailsProblem.sentence}`
        }
      />
    </div>
  );
}
