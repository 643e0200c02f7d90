/** A worker that dies, or freezes and comes back as a zombie, in mid-chunk changes nothing about the video. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workers } from '../../src/server/db/schema/workers.ts';
import { clip } from '../support/clips.ts';
import { bindingsOf, openStackDatabase, rowOf, segmentsOf, tasksOf } from '../support/database.ts';
import { decodeWhole } from '../support/media-check.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { openStatusStream, toldBy } from '../support/status-stream.ts';
import { uploadByPut, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';
import { catchInMidChunk, leaveAlone } from '../support/workers.ts';

const { db, close } = openStackDatabase();
const frames = 16 * 24;
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
afterAll(close);

const taskOf = async (videoId: string, taskId: string) => {
  const task = (await tasksOf(db, videoId)).find(({ id }) => id === taskId);
  if (!task) throw new Error(`no task ${taskId}`);
  return task;
};

async function expectWhole(hlsUrl: string | null): Promise<void> {
  const { warnings, video } = await decodeWhole(hlsUrl ?? '');
  expect(warnings).toEqual([]);
  expect(video.map(({ times }) => times.length)).toEqual([frames, frames, frames]);
}

describe('killed in mid-chunk', () => {
  it('its task is lent again, what it had bound stays bound, and the video is ready once', async () => {
    const videoId = await uploadByPut(owner, await clip('noise-480p-16s.mp4'));
    using stream = await openStatusStream(owner, videoId);
    const { task, worker } = await catchInMidChunk(db, videoId);
    process.kill(worker.pid, 'SIGKILL');
    const bound = await segmentsOf(db, videoId);

    const again = await waitFor('the task to be lent again', async () => {
      const now = await taskOf(videoId, task.id);
      return now.epoch > task.epoch && now;
    });
    expect(again).toMatchObject({ epoch: task.epoch + 1, lostLeases: 1, ffmpegErrors: 0 });
    expect(again.errors).toMatchObject([{ epoch: task.epoch, code: 'WORKERS_LOST', cause: 'interrupted' }]);

    const video = await waitUntilReady(owner, videoId);
    expect(await segmentsOf(db, videoId)).toEqual(expect.arrayContaining(bound));
    // It went on where the dead one stopped: no segment was made a second time.
    const remade = (await segmentsOf(db, videoId)).filter(
      ({ track, epoch }) => epoch === again.epoch && task.rungs.split(',').includes(track),
    );
    expect(remade.length).toBeLessThan(task.rungs.split(',').length * task.segmentCount);
    await waitFor('the stream to tell it', () => toldBy(stream).some(({ event }) => event === 'ready'));
    expect(toldBy(stream).filter(({ event }) => event === 'ready')).toHaveLength(1);
    await expectWhole(video.hlsUrl);
  });
});

describe('told to end in mid-chunk, as by a spot notice', () => {
  it('it gives its chunk back before its lease runs out, and the video is ready once', async () => {
    const videoId = await uploadByPut(owner, await clip('noise-480p-16s.mp4'));
    const { task, worker } = await catchInMidChunk(db, videoId);
    process.kill(worker.pid, 'SIGTERM');
    await waitFor('the worker to end', () => !isRunning(worker.pid));
    const given = await taskOf(videoId, task.id);
    expect(given.lostLeases).toBe(1);
    // Its own word, not the silence that would follow a minute later, nor the end of its lease.
    expect(given.errors).toMatchObject([{ epoch: task.epoch, detail: 'the worker gave it back' }]);
    const [row] = await db.select().from(workers).where(eq(workers.id, worker.workerId));
    expect(row).toMatchObject({ status: 'exited', endCause: 'left' });
    await expectWhole((await waitUntilReady(owner, videoId)).hlsUrl);
  });
});

describe('frozen in mid-chunk until its lease has run out', () => {
  it('another finishes; awake again it changes nothing, and then works on', async () => {
    const videoId = await uploadByPut(owner, await clip('noise-480p-16s.mp4'));
    const { task, worker: zombie } = await catchInMidChunk(db, videoId);
    process.kill(zombie.pid, 'SIGSTOP');
    try {
      const video = await waitUntilReady(owner, videoId);
      const done = await taskOf(videoId, task.id);
      expect(done).toMatchObject({ status: 'done', epoch: task.epoch + 1, lostLeases: 1 });
      const before = await bindingsOf(db, videoId);
      const row = await rowOf(db, videoId);

      // The next task goes to the zombie alone: when that is done, all it had to say of its old one has been said.
      const letOthersIn = await leaveAlone(db, zombie);
      process.kill(zombie.pid, 'SIGCONT');
      await waitUntilReady(owner, await uploadByPut(owner, await clip('240p-2s.mp4')));
      await letOthersIn();

      expect(await bindingsOf(db, videoId)).toEqual(before);
      expect(await rowOf(db, videoId)).toEqual(row);
      expect(await taskOf(videoId, task.id)).toEqual(done);
      await expectWhole(video.hlsUrl);
    } finally {
      process.kill(zombie.pid, 'SIGCONT');
    }
  });

  it('whoever was away for more than a minute is unknown, and ends', async () => {
    const videoId = await uploadByPut(owner, await clip('noise-480p-16s.mp4'));
    const { worker } = await catchInMidChunk(db, videoId);
    // What the sweeper writes of a worker that has been silent for a minute.
    await db
      .update(workers)
      .set({ status: 'exited', sessionHash: null, exitedAt: new Date() })
      .where(eq(workers.id, worker.workerId));
    await waitFor('the worker to end', () => !isRunning(worker.pid));
    await waitUntilReady(owner, videoId);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // ESRCH: it is gone, and its parent has taken note.
    return false;
  }
}
