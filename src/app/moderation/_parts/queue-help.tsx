import type { RefObject } from 'react';
import { queueShortcuts } from '#lib/client/moderation/queue-keys.ts';

/** The list behind `?`. */
export function QueueHelp({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog ref={dialog} aria-labelledby="queue-keys-title" className="dialog">
      <h2 id="queue-keys-title" className="text-lg font-semibold">
        Keys of the queue
      </h2>
      <p className="mt-2 text-sm text-muted">
        A decision is about what is selected, or else about where you are.
      </p>
      <dl className="mt-4 grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2 text-sm">
        {queueShortcuts.map(([keys, effect]) => (
          <div key={keys} className="contents">
            <dt className="font-semibold tabular">{keys}</dt>
            <dd className="text-muted">{effect}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="mt-6 flex justify-end">
        <button type="submit" className="button button-quiet">
          Close
        </button>
      </form>
    </dialog>
  );
}
