'use client';

import { useState } from 'react';
import { type ApiKeyList, useApiKeys } from '#lib/client/api-keys/use-api-keys.ts';
import { NewThing } from '../new-thing.tsx';
import { OwnList } from '../own-list.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyRow } from './key-row.tsx';

export function ApiKeys({ initial }: { readonly initial: ApiKeyList }) {
  const { apiKeys, create, revoke, isBusy, sentence } = useApiKeys(initial);
  // A form that has done its work makes room for a fresh one.
  const [formNumber, setFormNumber] = useState(0);
  const made = create.data;
  return (
    <div className="grid gap-8">
      <NewThing
        title="New key"
        sentence={sentence}
        made={
          made && {
            id: made.id,
            label: `The key “${made.name}”`,
            secret: made.key,
            hint: 'Copy it now: it is not shown again. Whoever has it can do what it allows.',
          }
        }
      >
        <KeyForm
          key={formNumber}
          isBusy={isBusy}
          onSubmit={(key) => create.mutate(key, { onSuccess: () => setFormNumber(formNumber + 1) })}
        />
      </NewThing>
      <OwnList title="Your keys" isEmpty={apiKeys.length === 0}>
        <ul className="mt-2 divide-y divide-line border-y border-line">
          {apiKeys.map((key) => (
            <KeyRow key={key.id} apiKey={key} isBusy={isBusy} onRevoke={() => revoke(key.id)} />
          ))}
        </ul>
      </OwnList>
    </div>
  );
}
