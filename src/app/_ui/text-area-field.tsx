import { type ComponentProps, useId } from 'react';

interface TextAreaFieldProps extends ComponentProps<'textarea'> {
  readonly label: string;
  readonly hint?: string;
}

/** `TextField` of several lines. */
export function TextAreaField({ label, hint, className = 'field', ...area }: TextAreaFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
        {label}
      </label>
      <textarea {...area} id={id} className={className} aria-describedby={hint ? noteId : undefined} />
      {hint && (
        <p id={noteId} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
