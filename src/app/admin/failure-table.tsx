'use client';

import type { Board } from '#lib/client/operations/use-operations.ts';
import { DataTable } from '../_ui/data-table.tsx';
import { columnsOf } from '../_ui/table-columns.ts';

const column = columnsOf<Board['failures'][number]>();
const columns = column.columns([
  column.accessor('code', { header: 'Code', cell: ({ getValue }) => <code>{getValue() ?? 'none'}</code> }),
  column.accessor('stage', { header: 'Stage', cell: ({ getValue }) => getValue() ?? '–' }),
  column.accessor('count', { header: 'Videos' }),
]);

export function FailureTable({ failures }: Pick<Board, 'failures'>) {
  return (
    <DataTable caption="Failures by code" columns={columns} data={failures} empty="No video has failed." />
  );
}
