'use client';

import { type ReactNode, useId, useRef } from 'react';

interface ConfirmButtonProps {
  readonly children: ReactNode;
  readonly className: string;
  readonly question: string;
  readonly consequence: string;
  /** The word on the button that does it. */
  readonly verb: string;
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
}

/** A button that asks first. The native dialog keeps the focus and gives it back. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const confirm = () => {
    dialog.current?.close();
    props.onConfirm();
  };
  return (
    <>
      <button
        type="button"
        className={props.className}
        disabled={props.disabled}
        onClick={() => dialog.current?.showModal()}
      >
        {props.children}
      </button>
      <dialog ref={dialog} aria-labelledby={titleId} className="dialog">
        <h2 id={titleId} className="text-lg font-semibold wrap-anywhere whitespace-normal">
          {props.question}
        </h2>
        <p className="mt-2 whitespace-normal text-muted">{props.consequence}</p>
        <div className="mt-6 flex justify-end gap-3">
          <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
            No, go back
          </button>
          <button type="button" className="button button-danger" onClick={confirm}>
            {props.verb}
          </button>
        </div>
      </dialog>
    </>
  );
}
