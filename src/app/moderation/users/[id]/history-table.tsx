'use client';

import Link from 'next/link';
import { formatMoment } from '#lib/client/format/age.ts';
import { nameOfAction } from '#lib/client/moderation/action-names.ts';
import type { PersonHistory } from '#lib/client/moderation/types.ts';
import { reasonSentences } from '#lib/domain/moderation.ts';
import { DataTable } from '../../../_ui/data-table.tsx';
import { columnsOf } from '../../../_ui/table-columns.ts';

type Row = PersonHistory['rows'][number];

const column = columnsOf<Row>();
const columns = column.columns([
  column.accessor('at', {
    header: 'When',
    cell: ({ row: { original } }) => <time dateTime={original.at}>{formatMoment(original.at)}</time>,
  }),
  column.accessor('what', {
    header: 'What',
    cell: ({ row: { original } }) => (
      <span className="font-semibold">
        {nameOfAction(original.what)}
        {original.reason && <span className="font-normal"> · {reasonSentences[original.reason]}</span>}
      </span>
    ),
  }),
  column.accessor(({ video }) => video?.title ?? '', {
    id: 'video',
    header: 'Video',
    cell: ({ row: { original } }) =>
      original.video && (
        <Link
          href={`/moderation/videos/${original.video.id}`}
          className="wrap-anywhere underline underline-offset-2"
        >
          {original.video.title ?? 'a video that is gone'}
        </Link>
      ),
  }),
  column.display({
    id: 'words',
    header: 'Words',
    cell: ({ row: { original } }) => (
      <div className="min-w-56">
        {original.message && <p className="wrap-anywhere">{original.message}</p>}
        {original.note && <p className="text-muted wrap-anywhere">Note: {original.note}</p>}
      </div>
    ),
  }),
  column.accessor(({ actor }) => (actor ? (actor.name ?? 'somebody who has left') : 'a rule'), {
    id: 'actor',
    header: 'By',
  }),
]);

export function HistoryTable({ rows }: { readonly rows: readonly Row[] }) {
  return <DataTable caption="History" columns={columns} data={rows} empty="Nothing was decided yet." />;
}
