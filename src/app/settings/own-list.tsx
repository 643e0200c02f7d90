import { type ReactNode, useId } from 'react';

interface OwnListProps {
  readonly title: string;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}

/** What somebody has made of one kind, or that it is nothing yet. */
export function OwnList({ title, isEmpty, children }: OwnListProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className="font-semibold">
        {title}
      </h2>
      {isEmpty ? <p className="mt-2 text-muted">You have none yet.</p> : children}
    </section>
  );
}
