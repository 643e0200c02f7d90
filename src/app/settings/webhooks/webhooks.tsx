'use client';

import { useState } from 'react';
import { useWebhooks, type WebhookList } from '#lib/client/webhooks/use-webhooks.ts';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { SecretOnce } from '../../_ui/secret-once.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WebhookForm } from './webhook-form.tsx';

export function Webhooks({ initial }: { readonly initial: WebhookList }) {
  const hooks = useWebhooks(initial);
  // A form that has done its work makes room for a fresh one.
  const [formNumber, setFormNumber] = useState(0);
  const made = hooks.create.data;
  return (
    <div className="grid gap-8">
      <section aria-labelledby="new-webhook-title" className="card grid gap-4 p-5 sm:p-6">
        <h2 id="new-webhook-title" className="font-semibold">
          New webhook
        </h2>
        <WebhookForm
          key={formNumber}
          isBusy={hooks.isBusy}
          onSubmit={(webhook) =>
            hooks.create.mutate(webhook, { onSuccess: () => setFormNumber(formNumber + 1) })
          }
        />
        <ProblemNote sentence={hooks.createSentence} />
        {made && (
          <SecretOnce
            key={made.id}
            label="The secret that signs its deliveries"
            secret={made.secret}
            hint="Copy it now: it is not shown again. Your program checks the signature with it."
          />
        )}
      </section>
      <section aria-labelledby="webhooks-title">
        <h2 id="webhooks-title" className="font-semibold">
          Your webhooks
        </h2>
        <ProblemNote sentence={hooks.sentence} />
        {hooks.webhooks.length === 0 ? (
          <p className="mt-2 text-muted">You have none yet.</p>
        ) : (
          <ul className="mt-3 grid gap-4">
            {hooks.webhooks.map((webhook) => (
              <WebhookCard
                key={webhook.id}
                webhook={webhook}
                isBusy={hooks.isBusy}
                onSwitch={(enabled) => hooks.setEnabled(webhook.id, enabled)}
                onRemove={() => hooks.remove(webhook.id)}
              />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
