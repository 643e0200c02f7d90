/** The facts of a video lead to the same end in any order, however often they come. */

import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventData, EventMessage } from '../../../src/lib/domain/events.ts';
import type { TaskKind } from '../../../src/lib/domain/task-status.ts';
import { type TaskRow, tasks } from '../../../src/server/db/schema/tasks.ts';
import { keepFactsWorld } from './facts-world.ts';
import {
  boundFact,
  facts,
  initFact,
  insertLeasedTasks,
  insertVideo,
  planned,
  stillsResult,
  succeededFact,
} from './planned-video.ts';

const world = keepFactsWorld();
const { apply, clock, own, stateOf, verifiesOf } = world;

describe('all facts of one video', () => {
  /** Facts of each task: segments in any order, the success last. */
  function factsOf(task: TaskRow): { bound: EventMessage[]; end: EventMessage } {
    const tracks = task.kind === 'audio' ? ['audio'] : task.kind === 'encode' ? task.rungs.split(',') : [];
    const count = task.kind === 'audio' ? 3 : task.segmentCount;
    const bound = tracks.flatMap((track) => [
      initFact(task, track),
      ...Array.from({ length: count }, (_, index) => boundFact(task, track, task.firstSegment + index)),
    ]);
    const results: Record<TaskKind, EventData<'task.succeeded'>['result']> = {
      audio: { kind: 'audio', segmentCount: 3 },
      stills: stillsResult(task.videoId),
      thumbnail: { kind: 'thumbnail', thumbnailKey: `${task.videoId}/chosen-1.jpg` },
      encode: { kind: 'encode' },
      probe: { kind: 'probe', facts },
      content: { kind: 'content', content: { rungs: [], copy: null } },
      verify: { kind: 'verify', faults: [] },
    };
    return { bound, end: succeededFact(task, results[task.kind]) };
  }

  /** One order in which they may arrive: numbers decide, so that a failing one can be shrunk. */
  const anyArrival = fc.record({
    order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    again: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 10 }),
  });

  function arrange(
    rows: readonly TaskRow[],
    order: readonly number[],
    again: readonly (readonly [number, number])[],
  ) {
    const byTask = rows.map(factsOf);
    const events: EventMessage[] = [];
    for (let step = 0; byTask.length > 0; step++) {
      const number = order[step % order.length] ?? 0;
      const at = number % byTask.length;
      const chosen = byTask[at];
      if (!chosen) break;
      const [next] = chosen.bound.splice((number >> 8) % Math.max(1, chosen.bound.length), 1);
      events.push(next ?? chosen.end);
      if (!next) byTask.splice(at, 1);
    }
    for (const [which, where] of again) {
      const from = which % events.length;
      const event = events[from];
      // A redelivery comes after the first delivery.
      if (event) events.splice(from + 1 + (where % (events.length - from)), 0, event);
    }
    return events;
  }

  it('in any order and however often lead to the same end', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyArrival, async ({ order, again }) => {
        const videoId = await insertVideo(own.db, clock);
        const rows = await insertLeasedTasks(own.db, clock, videoId);
        for (const event of arrange(rows, order, again)) await apply(event);
        const { video, tasks: ended, bindings, told } = await stateOf(videoId);
        expect(video).toMatchObject({ status: 'processing', encodedAt: null, audioSegmentCount: 3 });
        expect(await verifiesOf(videoId)).toMatchObject([{ status: 'waiting', epoch: 0 }]);
        // One for each task that ends, and one when it becomes playable.
        expect(told).toBe(planned.tasks.length + 1);
        const end = {
          version: video.version,
          thumbnail: video.thumbnailKey,
          // Names of the same millisecond have no order.
          tasks: ended.map(({ id: _, ...task }) => JSON.stringify(task)).toSorted(),
          bindings,
        };
        // Times and the video's own name are not part of what must be equal.
        seen.add(JSON.stringify(end).replaceAll(videoId, 'V'));
        expect(seen.size).toBe(1);
      }),
      { numRuns: 15 },
    );
    expect(JSON.parse([...seen][0] ?? '').bindings).toHaveLength(2 * (1 + 3) + 1 + 3);
  });

  it('do not bring back a video that was cancelled in the middle', async () => {
    const videoId = await insertVideo(own.db, clock, { status: 'cancelled' });
    const [task] = await insertLeasedTasks(own.db, clock, videoId);
    await own.db.update(tasks).set({ status: 'cancelled' }).where(eq(tasks.videoId, videoId));
    const before = await stateOf(videoId);
    if (task) for (const event of [boundFact(task, '240p', 0), succeededFact(task)]) await apply(event);
    expect(await stateOf(videoId)).toEqual(before);
  });
});
