'use client';

import { useSyncExternalStore } from 'react';
import type { Audience, EditFields } from '#lib/client/studio/video-edits.ts';
import { TextField } from '../../../_ui/text-field.tsx';

interface AudienceFieldsProps {
  readonly fields: EditFields;
  readonly problem: string | undefined;
  readonly onChange: (change: Partial<EditFields>) => void;
}

const audiences: readonly { readonly value: Audience; readonly name: string; readonly hint: string }[] = [
  { value: 'private', name: 'Private', hint: 'Only you.' },
  { value: 'unlisted', name: 'Unlisted', hint: 'Whoever has the link.' },
  { value: 'public', name: 'Public', hint: 'Everyone; it is listed and found.' },
  { value: 'scheduled', name: 'Scheduled', hint: 'Public from a time of your choice on, by itself.' },
];

const useIsInBrowser = () =>
  useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );

/** `2026-12-24T18:00`, as the browser's own field of date and time wants it: in the time zone of whoever looks at it. */
function toLocalText(iso: string): string {
  if (iso === '') return '';
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** An unfinished or impossible time counts as none. */
function toIso(local: string): string {
  const date = new Date(local);
  return local === '' || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** Who may see it, now or from a time on. */
export function AudienceFields({ fields, problem, onChange }: AudienceFieldsProps) {
  // The server does not know the time zone: it writes no time.
  const knowsZone = useIsInBrowser();
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 text-sm font-semibold">Who may see it</legend>
      {audiences.map(({ value, name, hint }) => (
        <label key={value} className="flex items-start gap-3">
          <input
            type="radio"
            name="audience"
            value={value}
            checked={fields.audience === value}
            className="mt-1 size-4.5 shrink-0 accent-accent"
            onChange={() => onChange({ audience: value })}
          />
          <span>
            <span className="font-semibold">{name}</span>{' '}
            <span className="block text-sm text-muted">{hint}</span>
          </span>
        </label>
      ))}
      {fields.audience === 'scheduled' && knowsZone && (
        <div className="pl-7.5 sm:max-w-xs">
          <TextField
            label="Becomes public at"
            name="publishAt"
            type="datetime-local"
            value={toLocalText(fields.publishAt)}
            required
            problem={problem}
            hint={`In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}
            onChange={({ target }) => onChange({ publishAt: toIso(target.value) })}
          />
        </div>
      )}
    </fieldset>
  );
}
