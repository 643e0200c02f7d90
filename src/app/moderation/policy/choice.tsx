import { useId } from 'react';

interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value?: string;
  readonly isChecked: boolean;
  readonly label: string;
  readonly hint: string;
}

/** One thing to choose or tick, with what it means. */
export function Choice({ type, name, value, isChecked, label, hint }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 py-1.5">
      <input
        id={id}
        type={type}
        name={name}
        value={value}
        defaultChecked={isChecked}
        aria-describedby={`${id}-hint`}
        className="mt-1 size-4.5 shrink-0 accent-accent"
      />
      <div>
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      </div>
    </div>
  );
}
