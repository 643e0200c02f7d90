'use client';

import { useState } from 'react';
import { type ApiKeyList, useApiKeys } from '#lib/client/api-keys/use-api-keys.ts';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { SecretOnce } from '../../_ui/secret-once.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyRow } from './key-row.tsx';

export function ApiKeys({ initial }: { readonly initial: ApiKeyList }) {
  const { apiKeys, create, revoke, isBusy, sentence } = useApiKeys(initial);
  // A form that has done its work makes room for a fresh one.
  const [formNumber, setFormNumber] = useState(0);
  return (
    <div className="grid gap-8">
      <section aria-labelledby="new-key-title" className="card grid gap-4 p-5 sm:p-6">
        <h2 id="new-key-title" className="font-semibold">
          New key
        </h2>
        <KeyForm
          key={formNumber}
          isBusy={isBusy}
          onSubmit={(key) => create.mutate(key, { onSuccess: () => setFormNumber(formNumber + 1) })}
        />
        <ProblemNote sentence={sentence} />
        {create.data && (
          <SecretOnce
            key={create.data.id}
            label={`The key “${create.data.name}”`}
            secret={create.data.key}
            hint="Copy it now: it is not shown again. Whoever has it can do what it allows."
          />
        )}
      </section>
      <section aria-labelledby="keys-title">
        <h2 id="keys-title" className="font-semibold">
          Your keys
        </h2>
        {apiKeys.length === 0 ? (
          <p className="mt-2 text-muted">You have none yet.</p>
        ) : (
          <ul className="mt-2 divide-y divide-line border-y border-line">
            {apiKeys.map((key) => (
              <KeyRow key={key.id} apiKey={key} isBusy={isBusy} onRevoke={() => revoke(key.id)} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
