'use client';

import type { Board } from '#lib/client/operations/use-operations.ts';
import { DataTable } from '../_ui/data-table.tsx';
import { columnsOf } from '../_ui/table-columns.ts';

interface KindRow {
  readonly kind: string;
  readonly waiting: number;
  readonly leased: number;
}

const column = columnsOf<KindRow>();
const columns = column.columns([
  column.accessor('kind', { header: 'Kind' }),
  column.accessor('waiting', { header: 'Waiting' }),
  column.accessor('leased', { header: 'At work' }),
]);

function rowsOf(tasks: Board['tasks']): KindRow[] {
  const count = (kind: string, status: string) =>
    tasks.find((task) => task.kind === kind && task.status === status)?.count ?? 0;
  const kinds = [...new Set(tasks.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => ({ kind, waiting: count(kind, 'waiting'), leased: count(kind, 'leased') }));
}

export function TaskTable({ tasks }: Pick<Board, 'tasks'>) {
  return <DataTable caption="Tasks by kind" columns={columns} data={rowsOf(tasks)} empty="Nothing waits." />;
}
