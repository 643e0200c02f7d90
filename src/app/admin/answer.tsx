'use client';

import type { ReactNode } from 'react';
import { problemOf } from '#lib/client/problem.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';

interface AnswerProps<Data> {
  readonly query: { readonly data: Data | undefined; readonly error: unknown };
  readonly children: (data: Data) => ReactNode;
}

/** What was answered; that it is on its way; or why it does not come, above what was last heard. */
export function Answer<Data>({ query: { data, error }, children }: AnswerProps<Data>) {
  const sentence = error ? problemOf(error).sentence : null;
  if (data === undefined) {
    if (sentence) return <ProblemNote sentence={sentence} />;
    return (
      <p role="status" className="py-16 text-center text-muted">
        Looking…
      </p>
    );
  }
  return (
    <div className="grid min-w-0 gap-8">
      <ProblemNote sentence={sentence && `${sentence} What you see is what was last heard.`} />
      {children(data)}
    </div>
  );
}
