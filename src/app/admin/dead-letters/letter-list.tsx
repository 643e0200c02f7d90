'use client';

import Link from 'next/link';
import { formatMoment } from '#lib/client/format/age.ts';
import { errorLine } from '#lib/client/operations/error-line.ts';
import { type LetterInList, useDeadLetters } from '#lib/client/operations/use-dead-letters.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { columnsOf } from '../../_ui/table-columns.ts';
import { Answer } from '../answer.tsx';

const column = columnsOf<LetterInList>();
const columns = column.columns([
  column.accessor('id', {
    header: 'Letter',
    cell: ({ getValue }) => (
      <Link
        href={`/admin/dead-letters/${encodeURIComponent(getValue())}`}
        className="font-semibold text-accent underline underline-offset-2"
      >
        {getValue()}
      </Link>
    ),
  }),
  column.accessor('deadAt', { header: 'Given up', cell: ({ getValue }) => formatMoment(getValue()) }),
  column.accessor('tries', { header: 'Tries' }),
  column.accessor('error', {
    header: 'Error',
    cell: ({ getValue }) => errorLine(getValue()),
  }),
]);

export function LetterList() {
  const found = useDeadLetters();
  return (
    <Answer query={found}>
      {({ letters, total }) => (
        <>
          <DataTable
            caption="Open dead letters"
            columns={columns}
            data={letters}
            empty="Every message was handled."
          />
          {total > letters.length && (
            <p className="text-sm text-muted">
              The newest {letters.length} of {total}.
            </p>
          )}
        </>
      )}
    </Answer>
  );
}
