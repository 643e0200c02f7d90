import {
  createColumnHelper,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  sortFns,
  tableFeatures,
} from '@tanstack/react-table';

/** What every table of the site can do. */
export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
});

/** Names a table's columns; keep what comes of it at module scope: a new list on each render sorts anew each time. */
export const columnsOf = <Row extends RowData>() => createColumnHelper<typeof features, Row>();
