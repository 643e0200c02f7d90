import { formatTaken } from '#lib/client/format/duration.ts';
import type { ExplainedWork } from '#lib/client/studio/timeline.ts';

type Task = ExplainedWork['tasks'][number];
type Attempt = Task['attempts'][number];

const outcomes: Readonly<Record<Attempt['outcome'], string>> = {
  running: 'under way',
  done: 'done',
  failed: 'failed',
  lost: 'its worker was lost',
  rejected: 'made again: the check found it wanting',
  stopped: 'stopped',
};

const capacities: Readonly<Record<NonNullable<Attempt['capacity']>, string>> = {
  local: 'on this machine',
  'on-demand': 'on demand',
  spot: 'spot',
};

/** Every attempt at every task of a step: who had it, how long, how it ended. */
export function TaskAttempts({ work }: { readonly work: ExplainedWork }) {
  const hidden = work.count - work.tasks.length;
  return (
    <div className="border-t border-line bg-sunken/40 px-4 py-3 text-sm">
      <ul className="grid gap-3">
        {work.tasks.map((task) => (
          <li key={task.id}>
            <p className="tabular font-semibold">
              {nameOf(work, task)}
              <span className="font-normal text-muted">
                {' '}
                · {formatTaken(task.cpuSeconds)} CPU, planned {formatTaken(task.expectedCpuSeconds)}
              </span>
            </p>
            {task.attempts.length === 0 ? (
              <p className="text-muted">
                {task.status === 'waiting' ? 'Waits for a worker.' : 'Never begun.'}
              </p>
            ) : (
              <ol className="tabular mt-1 grid gap-1">
                {task.attempts.map((attempt) => (
                  <li key={attempt.number}>{describe(attempt)}</li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <p className="mt-3 text-muted">
          {hidden} more {hidden === 1 ? 'task' : 'tasks'}, none with more attempts than these.
        </p>
      )}
    </div>
  );
}

function nameOf({ kind }: ExplainedWork, { firstSegment, segmentCount }: Task): string {
  if (kind === 'verify') return `Round ${firstSegment + 1}`;
  if (kind !== 'encode') return 'One task';
  return segmentCount === 1
    ? `Segment ${firstSegment}`
    : `Segments ${firstSegment} to ${firstSegment + segmentCount - 1}`;
}

function describe({ number, worker, capacity, startedAt, endedAt, outcome, failure }: Attempt): string {
  const who = worker === null ? 'a worker' : `worker ${worker}`;
  const where = capacity === null ? '' : ` (${capacities[capacity]})`;
  const seconds = startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : null;
  const span = seconds === null ? '' : ` · ${formatTaken(seconds)}`;
  const why = failure ? `: ${failure.code}. ${failure.message}` : '';
  return `Attempt ${number} · ${who}${where}${span} · ${outcomes[outcome]}${why}`;
}
