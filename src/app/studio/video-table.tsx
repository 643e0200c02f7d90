'use client';

import {
  createColumnHelper,
  type Header,
  type RowSelectionState,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDate } from '#lib/client/format/age.ts';
import { formatBytes } from '#lib/client/format/bytes.ts';
import type { StudioQuery } from '#lib/client/studio/studio-query.ts';
import type { OwnVideo } from '#lib/client/studio/use-own-videos.ts';
import { type OwnVideoSort, ownVideoSorts } from '#lib/domain/own-videos.ts';
import { VideoCell, VisibilityCell } from './video-cells.tsx';

/** Which ids are ticked. */
export type Selection = Readonly<RowSelectionState>;

interface VideoTableProps {
  readonly videos: readonly OwnVideo[];
  readonly query: StudioQuery;
  readonly selected: Selection;
  readonly onSelect: (selected: Selection) => void;
  readonly onSort: (wish: Pick<StudioQuery, 'sort' | 'order'>) => void;
}

/** Sorted by the server, for the page holds a part of all: so no row model sorts here. */
const features = tableFeatures({ rowSortingFeature, rowSelectionFeature });
const column = createColumnHelper<typeof features, OwnVideo>();
const box = 'size-4.5 accent-accent';

const columns = column.columns([
  column.display({
    id: 'select',
    header: ({ table }) => (
      <input
        type="checkbox"
        aria-label="Select all on this page"
        className={box}
        checked={table.getIsAllRowsSelected()}
        onChange={table.getToggleAllRowsSelectedHandler()}
      />
    ),
    cell: ({ row }) => (
      <input
        type="checkbox"
        aria-label={`Select ${row.original.title}`}
        className={box}
        checked={row.getIsSelected()}
        onChange={row.getToggleSelectedHandler()}
      />
    ),
  }),
  column.accessor('title', {
    header: 'Video',
    cell: ({ row }) => <VideoCell video={row.original} />,
  }),
  column.accessor('visibility', {
    header: 'Visibility',
    enableSorting: false,
    cell: ({ row }) => <VisibilityCell video={row.original} />,
  }),
  column.accessor('createdAt', {
    header: 'Date',
    sortDescFirst: true,
    cell: ({ getValue }) => <time dateTime={getValue()}>{formatDate(getValue())}</time>,
  }),
  column.accessor('fileSize', {
    id: 'size',
    header: 'Size',
    sortDescFirst: true,
    cell: ({ row: { original } }) =>
      `${formatBytes(original.fileSize)}${original.highestRung ? ` · ${original.highestRung}` : ''}`,
  }),
]);

/** One's videos as a table; on a phone each row is a card. */
export function VideoTable({ videos, query, selected, onSelect, onSort }: VideoTableProps) {
  const sorting = [{ id: query.sort, desc: query.order === 'desc' }];
  const rowSelection = { ...selected };
  const table = useTable({
    features,
    columns,
    data: videos,
    getRowId: ({ id }) => id,
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting, rowSelection },
    onRowSelectionChange: (change) => onSelect(typeof change === 'function' ? change(rowSelection) : change),
    onSortingChange: (change) => {
      const [wish] = typeof change === 'function' ? change(sorting) : change;
      const sort = ownVideoSorts.find((known): known is OwnVideoSort => known === wish?.id);
      if (wish && sort) onSort({ sort, order: wish.desc ? 'desc' : 'asc' });
    },
  });
  return (
    <table className="w-full text-left max-md:block md:overflow-hidden md:rounded-2xl md:border md:border-line md:bg-surface">
      <caption className="sr-only">Your videos</caption>
      <thead className="max-md:sr-only">
        {table.getHeaderGroups().map(({ id, headers }) => (
          <tr key={id}>
            {headers.map((header) => (
              <HeaderCell key={header.id} header={header}>
                <table.FlexRender header={header} />
              </HeaderCell>
            ))}
          </tr>
        ))}
      </thead>
      <tbody className="max-md:grid max-md:gap-3">
        {table.getRowModel().rows.map((row) => (
          <tr
            key={row.id}
            className="border-line data-[selected=true]:bg-accent-wash/60 max-md:grid max-md:grid-cols-[auto_minmax(0,1fr)] max-md:rounded-2xl max-md:border max-md:bg-surface max-md:p-2 md:border-t"
            data-selected={row.getIsSelected()}
          >
            {row.getAllCells().map((cell) => (
              <td
                key={cell.id}
                data-column={cell.column.id}
                className="tabular p-3 align-top text-sm max-md:p-2 max-md:not-data-[column=select]:not-data-[column=title]:col-start-2 max-md:data-[column=createdAt]:pb-0"
              >
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeaderCellProps {
  readonly header: Header<typeof features, OwnVideo>;
  readonly children: ReactNode;
}

function HeaderCell({ header, children }: HeaderCellProps) {
  const sorted = header.column.getIsSorted();
  const Arrow = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ChevronsUpDown;
  const order = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none';
  return (
    <th
      scope="col"
      aria-sort={header.column.getCanSort() ? order : undefined}
      className="px-3 py-2.5 text-sm font-semibold whitespace-nowrap text-muted"
    >
      {header.column.getCanSort() ? (
        <button
          type="button"
          className="inline-flex items-center gap-1 hover:text-ink"
          onClick={header.column.getToggleSortingHandler()}
        >
          {children}
          <Arrow className="size-3.5" aria-hidden="true" />
        </button>
      ) : (
        children
      )}
    </th>
  );
}
