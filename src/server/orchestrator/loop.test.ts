import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDoorbell } from './doorbell.ts';
import { runLoop } from './loop.ts';

// Time is the only thing replaced: pauses are noted and over at once.
vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn(() => Promise.resolve()) }));
const pauses = () => vi.mocked(delay).mock.calls.map(([ms]) => ms);
beforeEach(() => {
  vi.mocked(delay).mockClear();
});

/** Runs the turns one after the other and stops in the last one. Answers how many there were. */
async function run(turns: readonly (() => boolean)[], log = pino({ level: 'silent' })): Promise<number> {
  const stopping = new AbortController();
  let count = 0;
  await runLoop({
    name: 'test',
    everyMs: 50,
    signal: stopping.signal,
    log,
    async turn() {
      const turn = turns[count++];
      if (count === turns.length) stopping.abort();
      return turn?.() ?? false;
    },
  });
  return count;
}

const busy = () => true;
const idle = () => false;
const broken = (): boolean => {
  throw new Error('MySQL is away');
};

describe('a loop of the orchestrator', () => {
  it('takes the next turn at once while there is work, and pauses when there is none', async () => {
    expect(await run([busy, busy, idle, busy, idle])).toBe(5);
    expect(pauses()).toEqual([50, 50]);
  });

  it('outlives a turn that fails, after a longer pause, and says so', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
    expect(await run([broken, broken, idle], log)).toBe(3);
    expect(pauses()).toEqual([1_000, 1_000, 50]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { loop: 'test', msg: 'a turn failed', err: { message: 'MySQL is away' } },
      { loop: 'test' },
    ]);
  });

  it('comes round before its time when its bell rings, in the pause or while a turn runs, and not after a failure', async () => {
    const stopping = new AbortController();
    const bell = createDoorbell();
    const neverEnds = new Promise<void>(() => undefined);
    vi.mocked(delay)
      .mockReturnValueOnce(neverEnds)
      .mockReturnValueOnce(neverEnds)
      .mockResolvedValueOnce(undefined);
    const turns = [
      async () => bell.ring(),
      async () => void setImmediate(bell.ring),
      async () => {
        bell.ring();
        throw new Error('MySQL is away');
      },
      async () => stopping.abort(),
    ];
    await runLoop({
      name: 'test',
      everyMs: 50,
      signal: stopping.signal,
      log: pino({ level: 'silent' }),
      bell,
      turn: async () => {
        await turns.shift()?.();
        return false;
      },
    });
    expect(turns).toEqual([]);
    expect(pauses()).toEqual([50, 50, 1_000, 50]);
  });

  it('lets the turn under way finish, then ends', async () => {
    expect(await run([busy])).toBe(1);
  });

  it('does not begin when it is stopped already', async () => {
    const turn = vi.fn(() => Promise.resolve(false));
    await runLoop({
      name: 'test',
      everyMs: 50,
      signal: AbortSignal.abort(),
      log: pino({ level: 'silent' }),
      turn,
    });
    expect(turn).not.toHaveBeenCalled();
  });

  it('cuts its pause short when it is stopped', async () => {
    const stopping = new AbortController();
    vi.mocked(delay).mockImplementationOnce((_ms, _value, options) => {
      expect(options?.signal).toBe(stopping.signal);
      stopping.abort();
      return Promise.reject(new Error('aborted'));
    });
    const turn = () => Promise.resolve(false);
    await runLoop({
      name: 'test',
      everyMs: 50,
      signal: stopping.signal,
      log: pino({ level: 'silent' }),
      turn,
    });
  });
});
