'use client';

import Link from 'next/link';
import { formatDate } from '#lib/client/format/age.ts';
import type { FoundPerson } from '#lib/client/moderation/types.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { columnsOf } from '../../_ui/table-columns.ts';
import { StandingMarks } from '../_parts/standing-marks.tsx';

const column = columnsOf<FoundPerson>();
const columns = column.columns([
  column.accessor('name', {
    header: 'Name',
    cell: ({ row: { original: person } }) => (
      <>
        <Link
          href={`/moderation/users/${person.id}`}
          className="font-semibold wrap-anywhere underline underline-offset-2"
        >
          {person.name}
        </Link>
        {person.email && <span className="block text-sm text-muted wrap-anywhere">{person.email}</span>}
      </>
    ),
  }),
  column.display({
    id: 'standing',
    header: 'Standing',
    cell: ({ row }) => <StandingMarks person={row.original} />,
  }),
  column.accessor('videoCount', { header: 'Videos' }),
  column.accessor('createdAt', {
    header: 'Since',
    cell: ({ row: { original } }) => (
      <time dateTime={original.createdAt} className="whitespace-nowrap">
        {formatDate(original.createdAt)}
      </time>
    ),
  }),
]);

interface PeopleTableProps {
  readonly people: readonly FoundPerson[];
  /** Where the page after lies; null on the last one. */
  readonly nextHref: string | null;
}

export function PeopleTable({ people, nextHref }: PeopleTableProps) {
  return (
    <>
      <DataTable caption="People" columns={columns} data={people} empty="Nobody is found." />
      {nextHref && (
        <nav aria-label="Pages" className="mt-6 flex justify-center">
          <Link href={nextHref} className="button button-quiet">
            Next page
          </Link>
        </nav>
      )}
    </>
  );
}
