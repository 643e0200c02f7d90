import { CircleAlert } from 'lucide-react';

/** A problem in a sentence. Empty, it stays in the page, so that screen readers hear what comes. */
export function ProblemNote({ sentence }: { readonly sentence: string | null | undefined }) {
  return (
    <div role="alert" className="empty:hidden">
      {sentence && (
        <p className="flex items-start gap-2 rounded-lg bg-bad-wash px-3 py-2.5 text-sm text-bad">
          <CircleAlert className="mt-px size-4.5 shrink-0" aria-hidden="true" />
          {sentence}
        </p>
      )}
    </div>
  );
}
