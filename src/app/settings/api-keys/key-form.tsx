'use client';

import { type FormEvent, useId } from 'react';
import { type ApiScope, apiScopes, scopeSentences } from '#lib/domain/api-scopes.ts';
import { CheckList } from '../../_ui/check-list.tsx';
import { TextField } from '../../_ui/text-field.tsx';

interface KeyFormProps {
  readonly isBusy: boolean;
  readonly onSubmit: (key: { name: string; scopes: ApiScope[]; expiresAt: string | null }) => void;
}

const lifetimes = [
  { days: 30, name: '30 days' },
  { days: 90, name: '90 days' },
  { days: 365, name: 'A year' },
  { days: 0, name: 'Until I revoke it' },
] as const;
const DAY_MS = 86_400_000;

/** A name, what the key allows, and for how long. */
export function KeyForm({ isBusy, onSubmit }: KeyFormProps) {
  const lifetimeId = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = Number(form.get('days'));
    onSubmit({
      name: String(form.get('name')),
      scopes: apiScopes.filter((scope) => form.getAll('scope').includes(scope)),
      expiresAt: days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
    });
  }

  return (
    <form onSubmit={submit} className="grid gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Name" name="name" placeholder="What uses it" required maxLength={80} />
        <div>
          <label htmlFor={lifetimeId} className="mb-1.5 block text-sm font-semibold">
            Valid for
          </label>
          <select id={lifetimeId} name="days" className="field" defaultValue={90}>
            {lifetimes.map(({ days, name }) => (
              <option key={days} value={days}>
                {name}
              </option>
            ))}
          </select>
        </div>
      </div>
      <CheckList
        legend="It may"
        name="scope"
        values={apiScopes}
        sentences={scopeSentences}
        ticked={['videos:read']}
      />
      <div>
        <button type="submit" className="button button-primary" disabled={isBusy}>
          Create the key
        </button>
      </div>
    </form>
  );
}
