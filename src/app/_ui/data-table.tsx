'use client';

import { type ColumnDef, type Header, type RowData, useTable } from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { features } from './table-columns.ts';

interface DataTableProps<Row extends RowData> {
  /** What it is a table of; read out, and shown by the heading above it. */
  readonly caption: string;
  /** Of `columnsOf`, at module scope. */
  readonly columns: ColumnDef<typeof features, Row>[];
  readonly data: readonly Row[];
  /** Instead of a table without rows. */
  readonly empty: ReactNode;
}

/** Rows that are all here already, sorted in the page. On a narrow screen it scrolls sideways in its own frame. */
export function DataTable<Row extends RowData>({ caption, columns, data, empty }: DataTableProps<Row>) {
  const table = useTable({ features, columns, data });
  if (data.length === 0) return <p className="card p-4 text-muted">{empty}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section aria-label={caption} tabIndex={0} className="card relative overflow-x-auto">
      <table className="w-full text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
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
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="border-t border-line">
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className="tabular px-4 py-3 align-top">
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeaderCellProps<Row extends RowData> {
  readonly header: Header<typeof features, Row>;
  readonly children: ReactNode;
}

function HeaderCell<Row extends RowData>({ header, children }: HeaderCellProps<Row>) {
  const { column } = header;
  const sorted = column.getIsSorted();
  const Arrow = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ChevronsUpDown;
  const order = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none';
  return (
    <th
      scope="col"
      aria-sort={order}
      className="px-4 py-2.5 text-sm font-semibold whitespace-nowrap text-muted"
    >
      {column.getCanSort() ? (
        <button
          type="button"
          className="inline-flex items-center gap-1 hover:text-ink"
          onClick={column.getToggleSortingHandler()}
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
