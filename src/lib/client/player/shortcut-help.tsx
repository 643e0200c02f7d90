'use client';

import type { RefObject } from 'react';
import { shortcuts } from './keyboard.ts';

/** The list behind `?`. A native dialog keeps the focus inside and gives it back when closed. */
export function ShortcutHelp({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog ref={dialog} aria-labelledby="shortcut-title" className="dialog">
      <h2 id="shortcut-title" className="text-lg font-semibold">
        Keyboard
      </h2>
      <dl className="mt-4 grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2 text-sm">
        {shortcuts.map(([keys, effect]) => (
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
