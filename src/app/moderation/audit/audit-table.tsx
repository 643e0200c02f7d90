'use client';

import Link from 'next/link';
import { formatMoment } from '#lib/client/format/age.ts';
import type { AuditPage } from '#lib/client/moderation/types.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { columnsOf } from '../../_ui/table-columns.ts';

type Row = AuditPage['rows'][number];

const pageOf: Readonly<Record<string, (id: string) => string>> = {
  video: (id) => `/moderation/videos/${id}`,
  user: (id) => `/moderation/users/${id}`,
};
const link = 'wrap-anywhere underline underline-offset-2';

function Subject({ subject }: { readonly subject: Row['subject'] }) {
  if (!subject) return null;
  const href = pageOf[subject.type]?.(subject.id);
  const text = `${subject.type} ${subject.id}`;
  return href ? (
    <Link href={href} className={link}>
      {text}
    </Link>
  ) : (
    <span className="wrap-anywhere">{text}</span>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.accessor('position', { header: 'No.' }),
  column.accessor('at', {
    header: 'When',
    cell: ({ row: { original } }) => <time dateTime={original.at}>{formatMoment(original.at)}</time>,
  }),
  column.accessor('action', {
    header: 'What',
    cell: ({ row: { original } }) => (
      <>
        <code className="text-sm">{original.action}</code>
        {Object.keys(original.details).length > 0 && (
          <span className="block text-sm text-muted wrap-anywhere">{JSON.stringify(original.details)}</span>
        )}
      </>
    ),
  }),
  column.accessor(({ subject }) => subject?.id ?? '', {
    id: 'subject',
    header: 'About',
    cell: ({ row }) => <Subject subject={row.original.subject} />,
  }),
  column.accessor(({ actor }) => actor?.name ?? '', {
    id: 'actor',
    header: 'By',
    cell: ({ row: { original } }) => (
      <>
        {original.actor ? (
          <Link href={`/moderation/users/${original.actor.id}`} className={link}>
            {original.actor.name ?? 'somebody who has left'}
          </Link>
        ) : (
          'nobody signed in, or a rule'
        )}
        {original.address && <span className="block text-sm text-muted">{original.address}</span>}
      </>
    ),
  }),
]);

interface AuditTableProps {
  readonly rows: readonly Row[];
  /** Where older rows lie; null where there are none. */
  readonly nextHref: string | null;
}

export function AuditTable({ rows, nextHref }: AuditTableProps) {
  return (
    <>
      <DataTable caption="Audit log" columns={columns} data={rows} empty="No row is found." />
      {nextHref && (
        <nav aria-label="Pages" className="mt-6 flex justify-center">
          <Link href={nextHref} className="button button-quiet">
            Older rows
          </Link>
        </nav>
      )}
    </>
  );
}
