import { type ReactNode, useId } from 'react';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { SecretOnce } from '../_ui/secret-once.tsx';

interface NewThingProps {
  readonly title: string;
  /** The form. */
  readonly children: ReactNode;
  /** Why it could not be made. */
  readonly sentence: string | null;
  /** What was made just now: its secret is shown this once. */
  readonly made:
    | { readonly id: string; readonly label: string; readonly secret: string; readonly hint: string }
    | undefined;
}

/** Where something with a secret is made. */
export function NewThing({ title, children, sentence, made }: NewThingProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="card grid gap-4 p-5 sm:p-6">
      <h2 id={titleId} className="font-semibold">
        {title}
      </h2>
      {children}
      <ProblemNote sentence={sentence} />
      {made && <SecretOnce key={made.id} label={made.label} secret={made.secret} hint={made.hint} />}
    </section>
  );
}
