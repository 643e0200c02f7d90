import { drizzle } from 'drizzle-orm/mysql2';
import type { Pool } from 'mysql2/promise';
import type { Database } from '../../db/client.ts';
import type { Answer, MemoryEngine } from './memory-engine.ts';

/** The way between a program and the database. What throws has lost the connection. */
export interface Wire {
  /** Before the statement is carried out; answers what arrives of it. */
  send(mysql: string, isInTransaction: boolean): Promise<string>;
  /** After it was. */
  answer(mysql: string, isInTransaction: boolean): Promise<void>;
}

const plainWire: Wire = { send: async (mysql) => mysql, answer: async () => undefined };

type Query = string | { readonly sql: string; readonly rowsAsArray?: boolean };
type Reply = [unknown];

export interface MemoryDatabase {
  readonly db: Database;
  /** The program has died: what it had open is undone, and it hears nothing more. */
  kill(): void;
}

/** One program's connections to the engine, behind drizzle's own MySQL session. */
export function openMemoryDatabase(engine: MemoryEngine, wire: Wire = plainWire): MemoryDatabase {
  const open = new Set<{ lose(): void }>();

  function carryOut(mysql: string, asArrays: boolean, params: readonly unknown[]): Reply {
    const { answer, names } = engine.run(mysql, params);
    return [asArrays || !isRows(answer) ? answer : answer.map((row) => toObject(names, row))];
  }

  /** Outside of a transaction: one statement by itself. */
  async function query(request: Query, params: readonly unknown[] = []): Promise<Reply> {
    const { sql, rowsAsArray = false } = typeof request === 'string' ? { sql: request } : request;
    const arrived = await wire.send(sql, false);
    const turn = {};
    let isGone = false;
    const line = {
      lose(): void {
        isGone = true;
        engine.release(turn);
      },
    };
    open.add(line);
    await engine.take(turn);
    if (isGone) return never();
    const reply = inTurn(() => carryOut(arrived, rowsAsArray, params));
    await wire.answer(sql, false);
    return reply;

    function inTurn(run: () => Reply): Reply {
      try {
        return run();
      } finally {
        line.lose();
        open.delete(line);
      }
    }
  }

  function getConnection() {
    let state: 'idle' | 'open' | 'lost' = 'idle';
    const connection = {
      /** Whatever was not committed is gone. */
      lose(): void {
        if (state === 'open') engine.rollback();
        state = 'lost';
        open.delete(connection);
        engine.release(connection);
      },

      async query(request: Query, params: readonly unknown[] = []): Promise<Reply> {
        const { sql, rowsAsArray = false } = typeof request === 'string' ? { sql: request } : request;
        if (state === 'lost') throw connectionLost();
        try {
          const arrived = await wire.send(sql, state === 'open');
          const reply = await serve(arrived, rowsAsArray, params);
          await wire.answer(sql, state === 'open');
          return reply;
        } catch (error) {
          if (isConnectionLost(error)) connection.lose();
          throw error;
        }
      },

      release(): void {
        open.delete(connection);
      },
    };

    // A function, for TypeScript believes that nobody changes it meanwhile.
    const isLost = () => state === 'lost';

    async function serve(sql: string, asArrays: boolean, params: readonly unknown[]): Promise<Reply> {
      if (sql === 'begin') {
        open.add(connection);
        await engine.take(connection);
        // Died at the very moment at which its turn came.
        if (isLost()) return never();
        engine.begin();
        state = 'open';
        return [{ affectedRows: 0, insertId: 0 }];
      }
      if (sql === 'commit' || sql === 'rollback') {
        if (state === 'open') engine[sql]();
        state = 'idle';
        open.delete(connection);
        engine.release(connection);
        return [{ affectedRows: 0, insertId: 0 }];
      }
      return carryOut(sql, asArrays, params);
    }

    return Promise.resolve(connection);
  }

  // drizzle asks a pool for these two and nothing else.
  const pool = { query, getConnection } as unknown as Pool;
  return {
    db: drizzle({ client: pool }) as Database,
    kill() {
      for (const line of [...open]) line.lose();
    },
  };
}

/** What a dead program waits for. */
const never = () => new Promise<never>(() => undefined);

/** As mysql2 says it when the server or the network went away. */
export function connectionLost(): Error {
  return Object.assign(new Error('Connection lost: The server closed the connection.'), {
    code: 'PROTOCOL_CONNECTION_LOST',
  });
}

function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'PROTOCOL_CONNECTION_LOST';
}

function isRows(answer: Answer): answer is readonly (readonly unknown[])[] {
  return Array.isArray(answer);
}

function toObject(names: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name, at) => [name, row[at]]));
}
