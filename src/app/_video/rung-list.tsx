import { Check, LoaderCircle } from 'lucide-react';

interface RungListProps {
  readonly completed: readonly string[];
  readonly current: string | null;
}

/** The rungs of the ladder that are done, smallest first, and the one being encoded. */
export function RungList({ completed, current }: RungListProps) {
  if (completed.length === 0 && !current) return null;
  const rung = 'tabular inline-flex items-center gap-1 rounded-md px-2 py-1 text-xs font-semibold';
  return (
    <ul aria-label="Qualities" className="flex flex-wrap gap-1.5">
      {completed.map((name) => (
        <li key={name} className={`${rung} bg-accent-wash text-accent`}>
          <Check className="size-3.5" aria-hidden="true" />
          {name}
          <span className="sr-only">done</span>
        </li>
      ))}
      {current && (
        <li className={`${rung} border border-line text-muted`}>
          <LoaderCircle className="size-3.5 animate-spin" aria-hidden="true" />
          {current}
          <span className="sr-only">being encoded</span>
        </li>
      )}
    </ul>
  );
}
