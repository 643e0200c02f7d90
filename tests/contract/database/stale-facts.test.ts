/** What a worker tells of an attempt that is over, of another task or of another video changes nothing. */

import { describe, expect, it } from 'vitest';
import type { TaskRow } from '../../../src/server/db/schema/tasks.ts';
import { applyProgress } from '../../../src/server/transcodes/apply-fact.ts';
import { bindingsOf } from '../../support/database.ts';
import { keepFactsWorld } from './facts-world.ts';
import {
  boundFact,
  failedFact,
  initFact,
  insertTask,
  insertVideo,
  leased,
  succeededFact,
  taskOf,
  workerId,
} from './planned-video.ts';

const world = keepFactsWorld();
const { apply, clock, own, stateOf } = world;

describe('a fact of an attempt that is over', () => {
  it.each([
    ['a bound segment', (task: TaskRow) => boundFact(task, '240p', 0)],
    ['an init', (task: TaskRow) => initFact(task, '240p')],
    ['a success', (task: TaskRow) => succeededFact(task)],
    ['a failure', (task: TaskRow) => failedFact(task)],
    [
      'a failure of the media',
      (task: TaskRow) => failedFact(task, { code: 'CORRUPT_MEDIA', cause: 'media' }),
    ],
  ])('changes nothing: %s', async (_, factOf) => {
    const { zombie, videoId } = await world.relent();
    const before = await stateOf(videoId);
    await apply(factOf(zombie));
    expect(await stateOf(videoId)).toEqual(before);
  });

  it('changes nothing: progress', async () => {
    const { zombie, videoId } = await world.relent();
    const before = await stateOf(videoId);
    const fact = { taskId: zombie.id, videoId, epoch: zombie.epoch, workerId, fraction: 0.9, speed: 1 };
    expect(await applyProgress(own.db, fact)).toBe(false);
    expect(await stateOf(videoId)).toEqual(before);
  });

  it('does not take the place of what the current one binds', async () => {
    const { zombie, current, videoId } = await world.relent();
    await apply(boundFact(zombie, '240p', 0));
    await apply(boundFact(current, '240p', 0));
    await apply(boundFact(zombie, '240p', 0));
    expect(await bindingsOf(own.db, videoId)).toMatchObject([
      { objectKey: `${videoId}/240p/0-2.m4s`, epoch: 2 },
    ]);
  });

  it.each(['done', 'failed', 'cancelled'] as const)('changes nothing once the task is %s', async (status) => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, { ...leased(clock), status });
    const before = await stateOf(videoId);
    for (const event of [boundFact(task, '240p', 0), succeededFact(task), failedFact(task)])
      await apply(event);
    expect(await stateOf(videoId)).toEqual(before);
  });

  it('keeps what it bound while it was current: the next one goes on from there', async () => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, { ...leased(clock), priority: 0 });
    await apply(boundFact(task, '240p', 0));
    expect(await world.lendAgain()).toMatchObject({ taskId: task.id, bound: { '240p': [0] } });
    await apply(boundFact(await taskOf(own.db, task.id), '240p', 0));
    expect(await bindingsOf(own.db, videoId)).toMatchObject([{ epoch: 1 }]);
  });
});

describe('an object that is not of its place', () => {
  it.each([
    ['another video', (key: string) => key.replace(/^\w+/, '01KAGCVZ000000000000000000')],
    ['another rung', (key: string) => key.replace('/240p/', '/360p/')],
    ['another number', (key: string) => key.replace('/0-1', '/1-1')],
    ['another epoch', (key: string) => key.replace('/0-1', '/0-2')],
  ])('is not bound: %s', async (_, wrong) => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, leased(clock));
    const fact = boundFact(task, '240p', 0);
    await apply({ ...fact, data: { ...fact.data, key: wrong(fact.data.key) } });
    expect(await bindingsOf(own.db, videoId)).toEqual([]);
  });
});

describe('a result of another kind than the task', () => {
  it('changes nothing: a worker can not pass off a video as verified', async () => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, leased(clock));
    const before = await stateOf(videoId);
    await apply(succeededFact(task, { kind: 'verify', faults: [] }));
    expect(await stateOf(videoId)).toEqual(before);
  });
});

describe('a fact that speaks for another video', () => {
  it('changes neither', async () => {
    const [videoId, otherId] = [await insertVideo(own.db, clock), await insertVideo(own.db, clock)];
    const task = await insertTask(own.db, clock, videoId, leased(clock));
    const before = [await stateOf(videoId), await stateOf(otherId)];
    const forged = { ...task, videoId: otherId };
    for (const event of [boundFact(forged, '240p', 0), succeededFact(forged), failedFact(forged)])
      await apply(event);
    expect([await stateOf(videoId), await stateOf(otherId)]).toEqual(before);
  });
});
