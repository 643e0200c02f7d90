import { type TaskStatus, taskTransitions } from '../src/lib/domain/task-status.ts';
import { type VideoStatus, videoTransitions } from '../src/lib/domain/video-status.ts';
import type { MemoryEngine } from '../src/server/adapters/memory/memory-engine.ts';

/** Rows as they change, told by triggers: promises are checked when the change is committed. */
interface Watcher {
  video(id: string, from: VideoStatus, to: VideoStatus, errorCode: string | null, stage: string | null): void;
  task(id: string, from: TaskStatus, to: TaskStatus, fromEpoch: number, toEpoch: number): void;
  bound(objectKey: string, epoch: number, makers: number): void;
  rebound(objectKey: string): void;
  workers(alive: number): void;
  noted(consumer: string, eventId: string): void;
}

const triggers: Readonly<Record<keyof Watcher, { readonly moment: string; readonly values: string }>> = {
  video: {
    moment: 'after update of status on videos',
    values: 'new.id, old.status, new.status, new.error_code, new.error_stage',
  },
  task: {
    moment: 'after update of status, epoch on tasks',
    values: 'new.id, old.status, new.status, old.epoch, new.epoch',
  },
  bound: {
    moment: 'after insert on bindings',
    // How many attempts that are current could have made it: one, or the binding is of a dead one.
    values: `new.object_key, new.epoch,
      (select count(*) from tasks where video_id = new.video_id and status = 'leased' and epoch = new.epoch and
        ((kind = 'audio' and new.track = 'audio') or (kind = 'encode' and
          instr(',' || rungs || ',', ',' || new.track || ',') > 0 and (new.number < 0 or
          (new.number >= first_segment and new.number < first_segment + segment_count)))))`,
  },
  rebound: { moment: 'after update on bindings', values: 'new.object_key' },
  workers: {
    moment: 'after insert on workers',
    values: `(select count(*) from workers where status in ('launched', 'active'))`,
  },
  // Before, for then also an insert that is ignored is seen.
  noted: { moment: 'before insert on processed_events', values: 'new.consumer, new.event_id' },
};

export interface WatchedEngine {
  readonly engine: MemoryEngine;
  watch(watcher: Watcher): void;
}

/** Hangs the triggers on an engine that many lives use one after the other. */
export function watchEngine(engine: MemoryEngine): WatchedEngine {
  let watcher: Watcher | undefined;
  for (const [name, { moment, values }] of Object.entries(triggers)) {
    engine.sqlite.function(`tell_${name}`, { varargs: true }, (...args: unknown[]) => {
      const told = watcher?.[name as keyof Watcher] as ((...values: unknown[]) => void) | undefined;
      told?.(...args);
      return null;
    });
    engine.sqlite.exec(`create trigger watch_${name} ${moment} begin select tell_${name}(${values}); end`);
  }
  return {
    engine,
    watch(next) {
      watcher = next;
    },
  };
}

/** What was committed in one life, and which promise each change breaks. */
export function keepLedger(
  watched: WatchedEngine,
  limits: { readonly maxWorkers: number },
  violate: (promise: 1 | 2 | 3, what: string) => void,
) {
  let pending: (() => void)[] = [];
  let commits = 0;
  let repeated: string | undefined;
  const readyTimes = new Map<string, number>();
  const cancelledFrom = new Map<string, VideoStatus>();
  const lent = new Set<string>();
  const succeeded = new Set<string>();
  const noted = new Set<string>();
  const started = new Map<string, number>();
  const onCommit: (() => void)[] = [];

  watched.engine.watch((isCommitted) => {
    const changes = pending;
    pending = [];
    repeated = undefined;
    if (!isCommitted || changes.length === 0) return;
    commits++;
    for (const check of changes) check();
    for (const listener of onCommit.splice(0)) listener();
  });

  watched.watch({
    video: (id, from, to, errorCode, stage) =>
      void pending.push(() => {
        if (from === to) return;
        if (!videoTransitions.canMove(from, to)) violate(1, `video ${id} went from ${from} to ${to}`);
        if (to === 'failed' && !(errorCode && stage)) violate(1, `video ${id} failed without a reason`);
        if (to === 'cancelled') cancelledFrom.set(id, from);
        if (to !== 'ready') return;
        const times = (readyTimes.get(id) ?? 0) + 1;
        readyTimes.set(id, times);
        if (times > 1) violate(2, `video ${id} became ready ${times} times`);
      }),
    task: (id, from, to, fromEpoch, toEpoch) =>
      void pending.push(() => {
        if (toEpoch < fromEpoch) violate(2, `the epoch of task ${id} fell from ${fromEpoch} to ${toEpoch}`);
        if (from === to && fromEpoch === toEpoch) return;
        if (from !== to && !taskTransitions.canMove(from, to))
          violate(2, `task ${id} went from ${from} to ${to}`);
        const attempt = `${id}/${toEpoch}`;
        if (to === 'leased') {
          if (lent.has(attempt)) violate(2, `task ${id} was lent twice under epoch ${toEpoch}`);
          lent.add(attempt);
        }
        if (to === 'done' && !succeeded.has(attempt))
          violate(2, `task ${id} is done by another attempt than its current one, ${toEpoch}`);
      }),
    bound: (objectKey, epoch, makers) =>
      void pending.push(() => {
        if (makers === 0) violate(2, `${objectKey} was bound by a dead attempt (epoch ${epoch})`);
      }),
    rebound: (objectKey) => void pending.push(() => violate(2, `a binding was changed to ${objectKey}`)),
    workers: (alive) =>
      void pending.push(() => {
        if (alive > limits.maxWorkers) violate(2, `${alive} workers where ${limits.maxWorkers} are allowed`);
      }),
    noted(consumer, eventId) {
      const note = `${consumer}/${eventId}`;
      if (noted.has(note)) repeated = eventId;
      pending.push(() => noted.add(note));
    },
  });

  return {
    commits: () => commits,
    /** Calls once, at the next commit that changed anything that is watched. */
    onceCommitted: (listener: () => void) => void onCommit.push(listener),

    /** A statement within a transaction: after the note of an event that was handled before there must be none. */
    seeStatement(mysql: string): void {
      if (repeated === undefined || mysql === 'commit' || mysql === 'rollback') return;
      violate(2, `event ${repeated} has its effect a second time`);
      repeated = undefined;
    },

    /** A worker has come to the end of an attempt. */
    seeSuccess: (taskId: string, epoch: number) => void succeeded.add(`${taskId}/${epoch}`),

    /** A container runs. */
    seeContainer(workerId: string): void {
      const times = (started.get(workerId) ?? 0) + 1;
      started.set(workerId, times);
      if (times > 1) violate(2, `${times} containers were launched for one need (worker ${workerId})`);
    },

    /** What a cancelled video was before. */
    cancelledFrom: (videoId: string) => cancelledFrom.get(videoId),

    isNoted: (consumer: string, eventId: string) => noted.has(`${consumer}/${eventId}`),
  };
}
