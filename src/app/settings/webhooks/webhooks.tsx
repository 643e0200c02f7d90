'use client';

import { useState } from 'react';
import { useWebhooks, type WebhookList } from '#lib/client/webhooks/use-webhooks.ts';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { NewThing } from '../new-thing.tsx';
import { OwnList } from '../own-list.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WebhookForm } from './webhook-form.tsx';

export function Webhooks({ initial }: { readonly initial: WebhookList }) {
  const hooks = useWebhooks(initial);
  // A form that has done its work makes room for a fresh one.
  const [formNumber, setFormNumber] = useState(0);
  const made = hooks.create.data;
  return (
    <div className="grid gap-8">
      <NewThing
        title="New webhook"
        sentence={hooks.createSentence}
        made={
          made && {
            id: made.id,
            label: 'The secret that signs its deliveries',
            secret: made.secret,
            hint: 'Copy it now: it is not shown again. Your program checks the signature with it.',
          }
        }
      >
        <WebhookForm
          key={formNumber}
          isBusy={hooks.isBusy}
          onSubmit={(webhook) =>
            hooks.create.mutate(webhook, { onSuccess: () => setFormNumber(formNumber + 1) })
          }
        />
      </NewThing>
      <ProblemNote sentence={hooks.sentence} />
      <OwnList title="Your webhooks" isEmpty={hooks.webhooks.length === 0}>
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
      </OwnList>
    </div>
  );
}
