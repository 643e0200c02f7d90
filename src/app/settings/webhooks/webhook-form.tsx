'use client';

import type { FormEvent } from 'react';
import { type WebhookEvent, webhookEventSentences, webhookEvents } from '#lib/domain/webhook-event.ts';
import { CheckList } from '../../_ui/check-list.tsx';
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
      <CheckList
        legend="Tell it when"
        name="event"
        values={webhookEvents}
        sentences={webhookEventSentences}
        ticked={['video.ready', 'video.failed']}
      />
      <div>
        <button type="submit" className="button button-primary" disabled={isBusy}>
          Add the webhook
        </button>
      </div>
    </form>
  );
}
