'use client';

import { Check, Copy } from 'lucide-react';
import { useId, useState } from 'react';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  /** Of several lines, such as code. */
  readonly isLong?: boolean;
}

/** A text to take along: a field to select it in, and a button to copy it. */
export function CopyField({ label, value, hint, isLong = false }: CopyFieldProps) {
  const id = useId();
  const [copied, setCopied] = useState<string | null>(null);
  // Without https there is no clipboard; the field can still be selected.
  const canCopy = typeof navigator !== 'undefined' && navigator.clipboard !== undefined;
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(value),
      () => setCopied(null),
    );
  // What was copied before is not what stands here now.
  const isCopied = copied === value;
  const Icon = isCopied ? Check : Copy;
  const field = {
    id,
    readOnly: true,
    value,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    className: 'field min-w-0 flex-1 basis-64 font-mono text-sm',
  };
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-semibold">
        {label}
      </label>
      <div className="mt-2 flex flex-wrap gap-2">
        {isLong ? (
          <textarea {...field} rows={4} onFocus={(event) => event.currentTarget.select()} />
        ) : (
          <input {...field} onFocus={(event) => event.currentTarget.select()} />
        )}
        {canCopy && (
          <button type="button" className="button button-primary self-start" onClick={copy}>
            <Icon className="size-4.5" aria-hidden="true" />
            {isCopied ? 'Copied' : 'Copy'}
          </button>
        )}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="mt-2 text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
