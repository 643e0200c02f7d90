'use client';

import { formatBytes } from '#lib/client/format/bytes.ts';
import { formatSpan } from '#lib/client/format/span.ts';
import { type OpenUpload, useOpenUploads } from '#lib/client/operations/use-operations.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { columnsOf } from '../../_ui/table-columns.ts';
import { Answer } from '../answer.tsx';

const secondsTo = (then: string) => (Date.parse(then) - Date.now()) / 1000;

const column = columnsOf<OpenUpload>();
const columns = column.columns([
  column.accessor('title', { header: 'Title' }),
  column.accessor('door', { header: 'Door' }),
  column.accessor('sizeBytes', { header: 'Size', cell: ({ getValue }) => formatBytes(getValue()) }),
  column.accessor('receivedBytes', {
    header: 'Arrived',
    cell: ({ getValue, row }) => arrived(getValue(), row.original.sizeBytes),
  }),
  column.accessor('createdAt', {
    header: 'Began',
    cell: ({ getValue }) => `${formatSpan(-secondsTo(getValue()))} ago`,
  }),
  column.accessor('expiresAt', {
    header: 'Ends unfinished',
    cell: ({ getValue }) => `in ${formatSpan(secondsTo(getValue()))}`,
  }),
  column.accessor('ownerId', {
    header: 'Owner',
    cell: ({ getValue }) => <code title={getValue()}>{getValue().slice(-6)}</code>,
  }),
]);

function arrived(bytes: number | null, sizeBytes: number): string {
  if (bytes === null) return 'straight to the store';
  return `${Math.floor((100 * bytes) / sizeBytes)} %`;
}

/** Uploads that have begun and not ended, the newest first. */
export function UploadTable() {
  const uploads = useOpenUploads();
  return (
    <Answer query={uploads}>
      {(open) => (
        <DataTable
          caption="Uploads in flight"
          columns={columns}
          data={open}
          empty="Nobody uploads anything."
        />
      )}
    </Answer>
  );
}
