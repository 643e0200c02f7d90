/** What MySQL must say at rest. */
import { inArray, isNull } from 'drizzle-orm';
import { AUDIO_TRACK } from '../../src/lib/domain/object-keys.ts';
import type { Database } from '../../src/server/db/client.ts';
import { bindings } from '../../src/server/db/schema/bindings.ts';
import { outbox } from '../../src/server/db/schema/outbox.ts';
import { renditions } from '../../src/server/db/schema/renditions.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import { uploadSessions } from '../../src/server/db/schema/upload-sessions.ts';
import { videos } from '../../src/server/db/schema/videos.ts';
import type { Life } from '../uploads/life.ts';
import type { Check } from './check.ts';
import { readTurns } from './witness.ts';

export async function checkDatabase(db: Database, lives: readonly Life[]): Promise<readonly Check[]> {
  const allVideos = await db.select().from(videos);
  const allTasks = await db.select().from(tasks);
  const allBindings = await db.select().from(bindings);
  const allRenditions = await db.select().from(renditions);
  const completed = await db
    .select()
    .from(uploadSessions)
    .where(inArray(uploadSessions.status, ['completed']));
  const unsent = await db.select().from(outbox).where(isNull(outbox.publishedAt));
  const turns = await readTurns(db);
  const videoOf = new Map(allVideos.map((video) => [video.id, video]));
  const ready = allVideos.filter(({ status }) => status === 'ready');
  const turnsTo = (status: string) =>
    new Map(turns.filter(({ to_status }) => to_status === status).map((turn) => [turn.row_id, turn.turns]));
  const readyTurns = turnsTo('ready');
  const doneTurns = turnsTo('done');
  const retried = new Set(
    lives.filter(({ retriedFor }) => retriedFor.length > 0).map((life) => life.videoId),
  );

  return [
    {
      name: 'every completed upload is ready, or failed with a reason',
      seen: completed.length,
      faults: completed.flatMap(({ videoId }) => {
        const video = videoOf.get(videoId);
        if (video?.status === 'ready') return [];
        if (video?.status === 'failed' && video.errorCode && video.errorStage) return [];
        return [`${videoId} is ${video?.status ?? 'gone'} (${video?.errorCode})`];
      }),
    },
    {
      name: 'every video that its client completed is known, and ended as the client was told',
      seen: lives.length,
      faults: lives
        .filter(({ videoId, status }) => videoOf.get(videoId)?.status !== status)
        .map(({ videoId, status }) => `${videoId}: told ${status}, is ${videoOf.get(videoId)?.status}`),
    },
    {
      name: 'every good clip is ready in the end, every bad one failed with its own code',
      seen: lives.length,
      faults: lives
        .filter(({ clip, status, errorCode }) =>
          clip.mustFailWith.length > 0 ? !clip.mustFailWith.includes(errorCode ?? '') : status !== 'ready',
        )
        .map(({ clip, videoId, status, errorCode }) => `${clip.name} ${videoId}: ${status} ${errorCode}`),
    },
    {
      name: 'no video became ready twice',
      seen: ready.length,
      faults: ready
        .filter(({ id }) => readyTurns.get(id) !== 1)
        .map(({ id }) => `${id} became ready ${readyTurns.get(id)} times`),
    },
    {
      name: 'no task was done twice without a reason',
      seen: doneTurns.size,
      faults: allTasks
        .filter(({ id, videoId, redone }) => (doneTurns.get(id) ?? 0) > 1 + redone && !retried.has(videoId))
        .map(({ id, kind }) => `${kind} ${id} was done ${doneTurns.get(id)} times`),
    },
    {
      name: 'no task is open and no lease is held',
      seen: allTasks.length,
      faults: allTasks
        .filter(
          ({ status, leaseUntil }) => status === 'waiting' || status === 'leased' || leaseUntil !== null,
        )
        .map(({ id, kind, status }) => `${kind} ${id} is ${status}`),
    },
    {
      name: 'no message waits to be sent',
      seen: allVideos.length,
      faults: unsent.map(({ id, topic }) => `outbox ${id} for ${topic}`),
    },
    {
      name: 'every planned segment is bound, once, to an object of its own',
      seen: allBindings.length,
      faults: [...findGaps(ready, allBindings), ...findSharedKeys(allBindings)],
    },
    {
      name: 'every planned rung is there, once',
      seen: allRenditions.length,
      faults: ready
        .filter(({ id, plan }) => {
          const names = allRenditions.filter(({ videoId }) => videoId === id).map(({ name }) => name);
          return (
            names.toSorted().join() !==
            plan?.rungs
              .map(({ name }) => name)
              .toSorted()
              .join()
          );
        })
        .map(({ id }) => `${id} has other rungs than planned`),
    },
  ];
}

type Video = typeof videos.$inferSelect;
type Binding = typeof bindings.$inferSelect;

function findGaps(ready: readonly Video[], bound: readonly Binding[]): string[] {
  const names = new Set(bound.map(({ videoId, track, number }) => `${videoId}/${track}/${number}`));
  return ready.flatMap(({ id, plan, audioSegmentCount }) => {
    const tracks = (plan?.rungs ?? []).map(({ name }) => ({ name, count: plan?.grid.segmentCount ?? 0 }));
    if (plan?.audio) tracks.push({ name: AUDIO_TRACK, count: audioSegmentCount });
    const wanted = tracks.flatMap(({ name, count }) =>
      Array.from({ length: count + 1 }, (_, index) => `${id}/${name}/${index - 1}`),
    );
    return wanted.filter((name) => !names.has(name)).map((name) => `${name} is not bound`);
  });
}

function findSharedKeys(bound: readonly Binding[]): string[] {
  const byKey = Map.groupBy(bound, ({ objectKey }) => objectKey);
  return [...byKey].filter(([, rows]) => rows.length > 1).map(([key]) => `${key} is bound more than once`);
}
