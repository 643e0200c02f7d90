'use client';

import { Check, Copy } from 'lucide-react';
import { useId, useState } from 'react';

interface SecretOnceProps {
  readonly label: string;
  readonly secret: string;
  readonly hint: string;
}

/** A secret that is shown this once, with a button to copy it. */
export function SecretOnce({ label, secret, hint }: SecretOnceProps) {
  const id = useId();
  const [isCopied, setIsCopied] = useState(false);
  // Without https there is no clipboard; the field can still be selected.
  const canCopy = typeof navigator !== 'undefined' && navigator.clipboard !== undefined;
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  const Icon = isCopied ? Check : Copy;
  return (
    <div role="status" className="rounded-lg bg-accent-wash p-4">
      <label htmlFor={id} className="block text-sm font-semibold">
        {label}
      </label>
      <div className="mt-2 flex flex-wrap gap-2">
        <input
          id={id}
          readOnly
          value={secret}
          aria-describedby={`${id}-hint`}
          className="field min-w-0 flex-1 basis-64 font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
        {canCopy && (
          <button type="button" className="button button-primary" onClick={copy}>
            <Icon className="size-4.5" aria-hidden="true" />
            {isCopied ? 'Copied' : 'Copy'}
          </button>
        )}
      </div>
      <p id={`${id}-hint`} className="mt-2 text-sm">
        {hint}
      </p>
    </div>
  );
}
