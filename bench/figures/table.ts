import { type Figure, isReached, type Target } from './figure.ts';

export interface TableRow extends Figure {
  readonly section: string;
  /** Seconds as so many times the yardstick's: comparable between machines. */
  readonly yardsticks?: number;
}

const heads = ['', 'section', 'figure', 'value', 'yardsticks', 'target', 'taken of'] as const;
/** Columns of numbers, right-aligned. */
const numeric = [3, 4, 5];

/** The figures as aligned plain text, a line each. */
export function formatTable(rows: readonly TableRow[]): string {
  const cells = [heads, ...rows.map(toCells)];
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        numeric.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

function toCells(row: TableRow): readonly string[] {
  const reached = isReached(row);
  return [
    reached === null ? ' ' : reached ? '✓' : '✗',
    row.section,
    row.name,
    `${formatNumber(row.value)} ${row.unit}`,
    row.yardsticks === undefined ? '' : formatNumber(row.yardsticks),
    row.target ? formatTarget(row.target) : '',
    row.note ?? '',
  ];
}

const formatTarget = (target: Target): string =>
  'atMost' in target ? `≤ ${formatNumber(target.atMost)}` : `≥ ${formatNumber(target.atLeast)}`;

/** Three digits that count: more would claim what one run can not tell. */
function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
