'use client';

import { useDeliveries } from '#lib/client/webhooks/use-deliveries.ts';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { DeliveryRow } from './delivery-row.tsx';

/** What was sent, what came back, and a way to send it again. */
export function DeliveryLog({
  webhookId,
  isEnabled,
}: {
  readonly webhookId: string;
  readonly isEnabled: boolean;
}) {
  const log = useDeliveries(webhookId);
  return (
    <div className="mt-4 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-sm font-semibold">Deliveries</h3>
        <button
          type="button"
          className="button button-small button-quiet"
          disabled={log.isBusy || !isEnabled}
          onClick={log.ping}
        >
          Send a test
        </button>
      </div>
      <ProblemNote sentence={log.sentence} />
      {!log.isPending && log.deliveries.length === 0 && (
        <p className="mt-2 text-sm text-muted">Nothing was sent yet.</p>
      )}
      <ul className="mt-2 divide-y divide-line">
        {log.deliveries.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            canSend={isEnabled && !log.isBusy}
            onRedeliver={() => log.redeliver(delivery.id)}
          />
        ))}
      </ul>
      {log.total > log.deliveries.length && (
        <p className="mt-2 text-sm text-muted">
          The newest {log.deliveries.length} of {log.total}.
        </p>
      )}
    </div>
  );
}
