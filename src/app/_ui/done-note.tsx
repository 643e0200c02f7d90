import { CircleCheck } from 'lucide-react';

/** That something was done, in a sentence. Empty, it stays in the page, so that screen readers hear what comes. */
export function DoneNote({ sentence }: { readonly sentence: string | null | undefined }) {
  return (
    <div role="status" className="empty:hidden">
      {sentence && (
        <p className="flex items-start gap-2 text-sm text-good">
          <CircleCheck className="mt-px size-4.5 shrink-0" aria-hidden="true" />
          {sentence}
        </p>
      )}
    </div>
  );
}
