import { formatAge } from '#lib/client/format/age.ts';
import type { Delivery } from '#lib/client/webhooks/use-webhooks.ts';

interface DeliveryRowProps {
  readonly delivery: Delivery;
  readonly canSend: boolean;
  readonly onRedeliver: () => void;
}

const states = {
  waiting: { name: 'Waiting', look: 'text-muted' },
  delivered: { name: 'Delivered', look: 'text-good' },
  'given-up': { name: 'Given up', look: 'text-bad' },
} as const;

const times = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

export function DeliveryRow({ delivery, canSend, onRedeliver }: DeliveryRowProps) {
  const { eventType, status, attempts, log, nextTryAt, createdAt, eventId } = delivery;
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <code className="text-sm">{eventType}</code>
        <span className={`text-sm font-semibold ${states[status].look}`}>{states[status].name}</span>
        <span className="text-sm text-muted">{formatAge(createdAt, new Date())}</span>
        <button
          type="button"
          className="button button-small button-plain ml-auto"
          disabled={!canSend}
          onClick={onRedeliver}
        >
          Send again
        </button>
      </div>
      <details className="text-sm">
        <summary className="text-muted">
          {attempts} {attempts === 1 ? 'attempt' : 'attempts'}
          {nextTryAt && attempts > 0 && `, next try ${times.format(new Date(nextTryAt))}`}
        </summary>
        <p className="mt-2 text-muted wrap-anywhere">Event {eventId}</p>
        <ol className="mt-1">
          {log.map(({ at, responseCode, durationMs, error }) => (
            <li key={at} className="tabular py-0.5">
              {times.format(new Date(at))}: {error ?? `answered ${responseCode}`} after {durationMs} ms
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}
