import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

/** Not a landmark of its own: the table in it is one, of much the same name. */
export function Section({ title, note, children }: SectionProps) {
  return (
    <section className="min-w-0">
      <h2 className="text-lg font-semibold">{title}</h2>
      {note && <p className="mt-1 max-w-prose text-sm text-muted">{note}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}
