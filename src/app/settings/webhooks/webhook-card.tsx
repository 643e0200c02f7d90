'use client';

import { useState } from 'react';
import { formatAge } from '#lib/client/format/age.ts';
import type { Webhook } from '#lib/client/webhooks/use-webhooks.ts';
import { ConfirmButton } from '../../_ui/confirm-button.tsx';
import { DeliveryLog } from './delivery-log.tsx';

interface WebhookCardProps {
  readonly webhook: Webhook;
  readonly isBusy: boolean;
  readonly onSwitch: (enabled: boolean) => void;
  readonly onRemove: () => void;
}

/** One webhook with its switch and, opened, its log. */
export function WebhookCard({ webhook, isBusy, onSwitch, onRemove }: WebhookCardProps) {
  const { id, url, events, enabled, note, failingSince } = webhook;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li className="card p-4 sm:p-5">
      <p className="font-semibold wrap-anywhere">{url}</p>
      <p className="mt-1 text-sm text-muted">{events.join(', ')}</p>
      {!enabled && <p className="mt-2 text-sm font-semibold">{note ?? 'Switched off.'}</p>}
      {enabled && failingSince && (
        <p className="mt-2 text-sm text-bad" suppressHydrationWarning>
          Has accepted nothing since the first failure {formatAge(failingSince, new Date())}.
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <button
          type="button"
          className="button button-small button-quiet"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Hide the log' : 'Log and test'}
        </button>
        <button
          type="button"
          className="button button-small button-quiet"
          disabled={isBusy}
          onClick={() => onSwitch(!enabled)}
        >
          {enabled ? 'Switch off' : 'Switch on'}
        </button>
        <ConfirmButton
          className="button button-small button-plain"
          question="Remove this webhook?"
          consequence="Nothing more is sent to it, and its log goes too."
          verb="Remove"
          disabled={isBusy}
          onConfirm={onRemove}
        >
          Remove
        </ConfirmButton>
      </div>
      {isOpen && <DeliveryLog webhookId={id} isEnabled={enabled} />}
    </li>
  );
}
