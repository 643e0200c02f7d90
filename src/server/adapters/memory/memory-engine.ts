import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { translateStatement } from './mysql-to-sqlite.ts';
import { createTableStatements, JSON_TYPE, readDefaults, tableNames } from './sqlite-schema.ts';

/** What mysql2 answers to a statement that changes rows. */
export interface Changed {
  readonly affectedRows: number;
  readonly insertId: number;
}
export type Answer = readonly (readonly unknown[])[] | Changed;

interface Prepared {
  readonly statement: StatementSync;
  /** Of a query; undefined of a statement that changes rows. */
  readonly columns: readonly { readonly name: string; readonly isJson: boolean }[] | undefined;
}

export type MemoryEngine = ReturnType<typeof createMemoryEngine>;

/**
 * Our tables in SQLite's memory, spoken to in MySQL's dialect. One transaction runs at a time; whoever comes
 * meanwhile waits for its end. So what InnoDB's row locks and isolation decide is NOT shown by it.
 */
export function createMemoryEngine() {
  const sqlite = new DatabaseSync(':memory:');
  for (const statement of createTableStatements()) sqlite.exec(statement);
  const defaults = readDefaults();
  const prepared = new Map<string, Prepared>();
  let holder: object | undefined;
  const waiting: { readonly who: object; readonly go: () => void }[] = [];
  let onEnd: (isCommitted: boolean) => void = () => undefined;

  function prepare(mysql: string): Prepared {
    const known = prepared.get(mysql);
    if (known) return known;
    const statement = sqlite.prepare(
      translateStatement(mysql, (table, column) => defaults.get(`${table}.${column}`) ?? 'null'),
    );
    statement.setReturnArrays(true);
    const columns = statement.columns();
    const made = {
      statement,
      columns:
        columns.length > 0
          ? columns.map(({ name, type }) => ({ name, isJson: type === JSON_TYPE }))
          : undefined,
    };
    prepared.set(mysql, made);
    return made;
  }

  return {
    sqlite,

    /** @throws an error with mysql2's code, as far as our own programs look at codes */
    run(mysql: string, params: readonly unknown[]): { answer: Answer; names: readonly string[] } {
      const { statement, columns } = prepare(mysql);
      const values = params.map(toStored);
      try {
        if (!columns) {
          const { changes, lastInsertRowid } = statement.run(...values);
          if (!sqlite.isTransaction) onEnd(true);
          return { answer: { affectedRows: Number(changes), insertId: Number(lastInsertRowid) }, names: [] };
        }
        const rows = statement.all(...values) as unknown as unknown[][];
        return {
          answer: rows.map((row) => row.map(readBy(columns))),
          names: columns.map(({ name }) => name),
        };
      } catch (error) {
        throw asMysqlError(error);
      }
    },

    begin: () => sqlite.exec('begin'),
    commit(): void {
      sqlite.exec('commit');
      onEnd(true);
    },
    rollback(): void {
      sqlite.exec('rollback');
      onEnd(false);
    },
    /** Calls at the end of every transaction, and of every statement that is one by itself. */
    watch(listener: (isCommitted: boolean) => void): void {
      onEnd = listener;
    },

    /** Resolves when nobody else has a transaction open. */
    take(who: object): Promise<void> | undefined {
      if (holder === undefined) {
        holder = who;
        return undefined;
      }
      return new Promise((go) => waiting.push({ who, go }));
    },

    /** Gives the turn on, or takes `who` out of the line. */
    release(who: object): void {
      const at = waiting.findIndex((one) => one.who === who);
      if (at >= 0) waiting.splice(at, 1);
      if (holder !== who) return;
      const next = waiting.shift();
      holder = next?.who;
      next?.go();
    },

    /** Forgets every row; tables, triggers and prepared statements stay. */
    clear(): void {
      if (sqlite.isTransaction) sqlite.exec('rollback');
      holder = undefined;
      waiting.splice(0);
      for (const table of [...tableNames, 'sqlite_sequence']) sqlite.exec(`delete from ${table}`);
    },
  };
}

const readBy = (columns: readonly { readonly isJson: boolean }[]) => (value: unknown, at: number) =>
  columns[at]?.isJson && typeof value === 'string' ? JSON.parse(value) : value;

/** Dates are text by now: drizzle writes them. */
function toStored(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return Number(value);
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  throw new Error(`the in-memory database takes no ${typeof value}: ${String(value)}`);
}

const mysqlCodes: readonly (readonly [RegExp, string])[] = [
  [/^UNIQUE constraint/, 'ER_DUP_ENTRY'],
  [/^NOT NULL constraint/, 'ER_BAD_NULL_ERROR'],
  [/^CHECK constraint/, 'WARN_DATA_TRUNCATED'],
];

function asMysqlError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = mysqlCodes.find(([pattern]) => pattern.test(error.message))?.[1];
  return code ? Object.assign(new Error(error.message, { cause: error }), { code }) : error;
}
