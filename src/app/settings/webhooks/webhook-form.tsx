'use client';

import type { FormEvent } from 'react';
import { type WebhookEvent, webhookEventSentences, webhookEvents } from '#lib/domain/webhook-event.ts';
import { TextField } from '../../_ui/text-field.tsx';

interface WebhookFormProps {
  readonly isBusy: boolean;
  readonly onSubmit: (webhook: { url: string; events: WebhookEvent[] }) => void;
}

/** Where to, and what it wants to know. */
export function WebhookForm({ isBusy, onSubmit }: WebhookFormProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onSubmit({
      url: String(form.get('url')),
      events: webhookEvents.filter((name) => form.getAll('event').includes(name)),
    });
  }

  return (
    <form onSubmit={submit} className="grid gap-5">
      <TextField
        label="URL"
        name="url"
        type="url"
        placeholder="https://"
        autoCapitalize="none"
        required
        maxLength={2048}
      />
      <fieldset>
        <legend className="mb-1 text-sm font-semibold">Tell it when</legend>
        {webhookEvents.map((name) => (
          <label key={name} className="flex items-start gap-3 py-1.5">
            <input
              type="checkbox"
              name="event"
              value={name}
              defaultChecked={name === 'video.ready' || name === 'video.failed'}
              className="mt-1 size-4.5 shrink-0 accent-accent"
            />
            <span>
              {webhookEventSentences[name]} <code className="ml-1 text-sm text-muted">{name}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <div>
        <button type="submit" className="button button-primary" disabled={isBusy}>
          Add the webhook
        </button>
      </div>
    </form>
  );
}
