'use client';

import Link from 'next/link';
import { formatSpan } from '#lib/client/format/span.ts';
import type { Board } from '#lib/client/operations/use-operations.ts';
import { DataTable } from '../_ui/data-table.tsx';
import { columnsOf } from '../_ui/table-columns.ts';

type Worker = Board['workers'][number] & { readonly at: string };

const secondsSince = (then: string | null, now: string) =>
  then === null ? 0 : (Date.parse(now) - Date.parse(then)) / 1000;

const column = columnsOf<Worker>();
const columns = column.columns([
  column.accessor('id', {
    header: 'Worker',
    // The end of a ULID is its own; the beginning is the time.
    cell: ({ getValue }) => <code title={getValue()}>{getValue().slice(-6)}</code>,
  }),
  column.accessor('status', {
    header: 'State',
    cell: ({ row: { original } }) =>
      original.launcherStatus ? `${original.status} (${original.launcherStatus})` : original.status,
  }),
  column.accessor(({ launcher, capacity }) => [launcher, capacity].filter(Boolean).join(', '), {
    id: 'class',
    header: 'Class',
  }),
  column.accessor(({ launchedAt, at }) => secondsSince(launchedAt, at), {
    id: 'age',
    header: 'There for',
    cell: ({ getValue }) => formatSpan(getValue()),
  }),
  column.accessor(({ lastSeenAt, at }) => secondsSince(lastSeenAt, at), {
    id: 'silence',
    header: 'Heard of',
    cell: ({ getValue, row }) => (row.original.lastSeenAt ? `${formatSpan(getValue())} ago` : 'not yet'),
  }),
  column.accessor(({ tasks }) => tasks.length, {
    id: 'tasks',
    header: 'In hand',
    cell: ({ row: { original } }) => <TasksInHand worker={original} />,
  }),
]);

function TasksInHand({ worker }: { readonly worker: Worker }) {
  if (worker.tasks.length === 0) return 'nothing';
  return (
    <ul className="grid gap-1">
      {worker.tasks.map(({ id, kind, rungs, progress, epoch, videoId, leasedAt }) => (
        <li key={id}>
          {kind} {rungs.replaceAll(',', ', ')} {Math.round(progress * 100)} % of{' '}
          <Link href={`/watch/${videoId}`} className="text-accent underline underline-offset-2">
            {videoId.slice(-6)}
          </Link>
          <span className="text-muted">
            {' '}
            for {formatSpan(secondsSince(leasedAt, worker.at))}
            {epoch > 1 && `, lent ${epoch} times`}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function WorkerTable({ workers, at }: Pick<Board, 'workers' | 'at'>) {
  const rows = workers.map((worker) => ({ ...worker, at }));
  return <DataTable caption="Workers" columns={columns} data={rows} empty="There is no worker." />;
}
