import { useId } from 'react';

interface WordsFieldProps {
  readonly label: string;
  readonly name: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly defaultValue?: string;
  readonly rows?: number;
  readonly maxLength?: number;
}

/** Words of some length, as much as the server takes. */
export function WordsField({ label, name, hint, rows = 2, maxLength = 2000, ...field }: WordsFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
        {label}
      </label>
      <textarea
        {...field}
        id={id}
        name={name}
        rows={rows}
        maxLength={maxLength}
        className="field"
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
