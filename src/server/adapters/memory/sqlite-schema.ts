import { getTableConfig, type MySqlColumn, type MySqlTable } from 'drizzle-orm/mysql-core';
import { accountTokens } from '../../db/schema/account-tokens.ts';
import { apiKeys } from '../../db/schema/api-keys.ts';
import { appeals } from '../../db/schema/appeals.ts';
import { auditHead } from '../../db/schema/audit-head.ts';
import { auditLog } from '../../db/schema/audit-log.ts';
import { bindings } from '../../db/schema/bindings.ts';
import { captions } from '../../db/schema/captions.ts';
import { duties } from '../../db/schema/duties.ts';
import { mailOrders } from '../../db/schema/mail-orders.ts';
import { manifestRefreshes } from '../../db/schema/manifest-refreshes.ts';
import { moderationActions } from '../../db/schema/moderation-actions.ts';
import { outbox } from '../../db/schema/outbox.ts';
import { ownerTurns } from '../../db/schema/owner-turns.ts';
import { processedEvents } from '../../db/schema/processed-events.ts';
import { rateLimits } from '../../db/schema/rate-limits.ts';
import { removedContent } from '../../db/schema/removed-content.ts';
import { renditions } from '../../db/schema/renditions.ts';
import { reports } from '../../db/schema/reports.ts';
import { sessions } from '../../db/schema/sessions.ts';
import { settingChanges } from '../../db/schema/setting-changes.ts';
import { sitePolicies } from '../../db/schema/site-policies.ts';
import { sourceVolumes } from '../../db/schema/source-volumes.ts';
import { sweepCursors } from '../../db/schema/sweep-cursors.ts';
import { taskLeases } from '../../db/schema/task-leases.ts';
import { tasks } from '../../db/schema/tasks.ts';
import { uploadLocks } from '../../db/schema/upload-locks.ts';
import { uploadSessions } from '../../db/schema/upload-sessions.ts';
import { users } from '../../db/schema/users.ts';
import { videoTexts } from '../../db/schema/video-texts.ts';
import { videoViewsDaily } from '../../db/schema/video-views-daily.ts';
import { videos } from '../../db/schema/videos.ts';
import { viewings } from '../../db/schema/viewings.ts';
import { watchPositions } from '../../db/schema/watch-positions.ts';
import { webhookDeliveries, webhookEndpoints } from '../../db/schema/webhooks.ts';
import { workers } from '../../db/schema/workers.ts';

/** A table that is missing here is missing from the database, and its first query says so. */
const tables: readonly MySqlTable[] = [
  accountTokens,
  apiKeys,
  appeals,
  auditHead,
  auditLog,
  bindings,
  captions,
  duties,
  mailOrders,
  manifestRefreshes,
  moderationActions,
  outbox,
  ownerTurns,
  processedEvents,
  rateLimits,
  removedContent,
  renditions,
  reports,
  sessions,
  settingChanges,
  sitePolicies,
  sourceVolumes,
  sweepCursors,
  taskLeases,
  tasks,
  uploadLocks,
  uploadSessions,
  users,
  videoViewsDaily,
  videoTexts,
  videos,
  viewings,
  watchPositions,
  webhookDeliveries,
  webhookEndpoints,
  workers,
];

export const tableNames: readonly string[] = tables.map((table) => getTableConfig(table).name);

/** The tables as SQLite makes them; its unique indexes, lengths and enumerations are MySQL's. */
export function createTableStatements(): readonly string[] {
  return tables.flatMap((table) => {
    const { name, columns, indexes, primaryKeys } = getTableConfig(table);
    const keys = primaryKeys.map((key) => `primary key (${key.columns.map((of) => of.name).join(', ')})`);
    const body = [...columns.map(describeColumn), ...keys].join(', ');
    return [
      `create table ${name} (${body})`,
      ...indexes.map(({ config }) => {
        const names = config.columns.map((of) => ('name' in of ? of.name : ''));
        return `create ${config.unique ? 'unique ' : ''}index ${config.name} on ${name} (${names.join(', ')})`;
      }),
    ];
  });
}

/** Columns that hold JSON come back as what they hold. */
export const JSON_TYPE = 'json text';

function describeColumn(column: MySqlColumn): string {
  const type = column.getSQLType();
  const isCounter = 'autoIncrement' in column && column.autoIncrement === true;
  if (isCounter) return `${column.name} integer primary key autoincrement`;
  return [
    column.name,
    storageOf(type),
    column.primary ? 'primary key' : '',
    column.notNull ? 'not null' : '',
    column.hasDefault ? `default ${literal(column.default)}` : '',
    checkOf(column.name, type),
  ].join(' ');
}

function storageOf(type: string): string {
  if (type === 'json') return JSON_TYPE;
  if (/^(?:int|bigint|boolean)$/.test(type)) return 'integer';
  if (type === 'double') return 'double';
  if (/^(?:char|varchar|text|mediumtext|datetime|date|enum)\b/.test(type)) return 'text';
  throw new Error(`the in-memory database has no column of type ${type}`);
}

function checkOf(name: string, type: string): string {
  const length = /^(?:var)?char\((\d+)\)$/.exec(type)?.[1];
  if (length) return `check (length(${name}) <= ${length})`;
  const values = /^enum\((.*)\)$/.exec(type)?.[1];
  return values ? `check (${name} in (${values}))` : '';
}

function literal(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(Number(value));
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  throw new Error(`the in-memory database has no default like ${String(value)}`);
}

/** Every column's default by `table.column`. */
export function readDefaults(): ReadonlyMap<string, string> {
  const found = tables.flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    return columns.map(
      (column) =>
        [`${name}.${column.name}`, column.default === undefined ? 'null' : literal(column.default)] as const,
    );
  });
  return new Map(found);
}
