/** What admins see of the machinery. The same on MariaDB, and in memory for whoever is in a hurry. */
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import type { Database } from '../../../src/server/db/client.ts';
import { auditLog } from '../../../src/server/db/schema/audit-log.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { renditions } from '../../../src/server/db/schema/renditions.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { uploadSessions } from '../../../src/server/db/schema/upload-sessions.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { workers } from '../../../src/server/db/schema/workers.ts';
import { createDeadLetterService } from '../../../src/server/dead-letters/service.ts';
import { createOperationsService } from '../../../src/server/operations/service.ts';
import type { BusMessage, EventBus, ReceivedMessage } from '../../../src/server/ports/event-bus.ts';
import { createTestClock, insertTask, insertVideo, leased, workerId } from './planned-video.ts';

const viewer = (role: Viewer['role']): Viewer => ({
  userId: ulid(),
  sessionId: ulid(),
  email: `${role}@example.test`,
  name: role,
  role,
});
const admin = viewer('admin');
const address = '192.0.2.1';

/** Topics as lists: what is published can be read. */
function createTopics() {
  const held = new Map<string, ReceivedMessage[]>();
  const of = (topic: string) => held.get(topic) ?? [];
  const publish = async (topic: string, messages: readonly BusMessage[]) => {
    for (const message of messages)
      held.set(topic, [...of(topic), { ...message, topic, partition: 0, offset: String(of(topic).length) }]);
  };
  return { of, publish };
}

function setUp(db: Database, lagOf: EventBus['lagOf'] = async () => []) {
  const clock = createTestClock();
  const topics = createTopics();
  const bus = { publish: topics.publish, lagOf } as unknown as EventBus;
  const reader = { readAll: async (topic: string) => topics.of(topic) };
  const letters = createDeadLetterService({ bus, reader, clock });
  const kill = (key: string, deadAt: string) => {
    const letter = {
      topic: 'video.uploads',
      partition: 0,
      offset: '4',
      key,
      value: '{"a":1}',
      error: 'E',
      tries: 5,
      traceparent: null,
      deadAt,
    };
    return topics.publish('video.uploads.dlq', [{ key, value: JSON.stringify(letter) }]);
  };
  return { clock, topics, kill, operations: createOperationsService({ db, clock, bus, letters }) };
}

export function describeOperations(name: string, open: () => Database): void {
  describe(name, () => {
    it('shows what is open, who works on what, and what the last hour brought', async () => {
      const db = open();
      for (const table of [tasks, videos, workers]) await db.delete(table);
      const { clock, operations } = setUp(db);
      const videoId = await insertVideo(db, clock, { durationMs: 12_000 });
      await insertVideo(db, clock, { status: 'failed', errorCode: 'CORRUPT_MEDIA', errorStage: 'analyzing' });
      const seen = { launchedAt: clock.now(), lastSeenAt: clock.now(), launcher: 'ecs' };
      await db.insert(workers).values([
        { ...seen, id: workerId, status: 'active', capacity: 'spot', launcherStatus: 'RUNNING' },
        { ...seen, id: ulid(), status: 'exited' },
      ]);
      await insertTask(db, clock, videoId, { priority: 40 });
      clock.advance(60);
      const atWork = await insertTask(db, clock, videoId, {
        ...leased(clock),
        firstSegment: 2,
        progress: 0.25,
      });
      const done = { status: 'done', finishedAt: clock.now(), cpuSeconds: 7 } as const;
      await insertTask(db, clock, videoId, { ...done, firstSegment: 4 });
      await insertTask(db, clock, videoId, { ...done, kind: 'verify', rungs: '', cpuSeconds: 1 });
      await insertTask(db, clock, videoId, {
        ...done,
        firstSegment: 6,
        finishedAt: new Date(clock.now().getTime() - 3_700_000),
      });
      const board = await operations.board(admin);
      expect(board.tasks).toEqual(
        expect.arrayContaining([
          { kind: 'encode', status: 'waiting', count: 1 },
          { kind: 'encode', status: 'leased', count: 1 },
        ]),
      );
      expect(board.videos).toEqual([{ status: 'processing', count: 1 }]);
      expect(board.workers).toEqual([
        expect.objectContaining({
          id: workerId,
          capacity: 'spot',
          launcherStatus: 'RUNNING',
          tasks: [expect.objectContaining({ id: atWork.id, videoId, progress: 0.25, epoch: 1 })],
        }),
      ]);
      expect(board.backlog).toMatchObject({ oldestSeconds: 60, urgentTasks: 0 });
      expect(board.lastHour).toEqual({ tasks: 2, cpuSeconds: 8, videos: 1, mediaSeconds: 12 });
      expect(board.failures).toEqual([{ code: 'CORRUPT_MEDIA', stage: 'analyzing', count: 1 }]);
    });

    it('lists uploads that are open, the newest first, and what web has of them', async () => {
      const db = open();
      await db.delete(uploadSessions);
      const { clock, operations } = setUp(db);
      const session = async (door: 'tus' | 'multipart', over = {}) => {
        clock.advance(1);
        const videoId = await insertVideo(db, clock, { status: 'uploading', title: door });
        await db.insert(uploadSessions).values({
          id: ulid(),
          videoId,
          ownerId: ulid(),
          door,
          sizeBytes: 100,
          partSize: 10,
          partCount: 10,
          receivedBytes: 30,
          createdAt: clock.now(),
          expiresAt: new Date(clock.now().getTime() + 60_000),
          ...over,
        });
      };
      await session('tus');
      await session('multipart');
      await session('tus', { status: 'completed' });
      await session('tus', { expiresAt: clock.now() });
      const told = (await operations.openUploads(admin, 10)).map(({ title, receivedBytes }) => [
        title,
        receivedBytes,
      ]);
      expect(told).toEqual([
        ['multipart', null],
        ['tus', 30],
      ]);
      expect(await operations.openUploads(admin, 1)).toHaveLength(1);
    });

    it('tells how far consumers are behind, and goes without while no broker answers', async () => {
      const db = open();
      await db.delete(outbox);
      const away = setUp(db, () => Promise.reject(new Error('no broker')));
      expect(await away.operations.backbone(admin)).toEqual({
        lag: null,
        outbox: { waiting: 0, oldestSeconds: 0 },
      });
      const { clock, operations } = setUp(db, async (groups) =>
        groups.map((group) => ({ ...group, lag: 2, partitions: [0, 2] })),
      );
      const createdAt = new Date(clock.now().getTime() - 9_000);
      const message = { id: ulid() } as never;
      await db
        .insert(outbox)
        .values({ eventId: ulid(), topic: 'video.changes', messageKey: 'v', message, createdAt });
      const { lag, outbox: unsent } = await operations.backbone(admin);
      expect(lag).toContainEqual({
        group: 'orchestrator.video.uploads',
        topic: 'video.uploads',
        lag: 2,
        partitions: [0, 2],
      });
      expect(unsent).toEqual({ waiting: 1, oldestSeconds: 9 });
    });

    it('sums up what each day cost, by when tasks ended and videos became ready', async () => {
      const db = open();
      for (const table of [tasks, videos, renditions]) await db.delete(table);
      const { clock, operations } = setUp(db);
      const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);
      const videoId = await insertVideo(db, clock, { status: 'ready', processedAt: daysAgo(1) });
      const made = { name: '240p', width: 1, height: 1, codecs: 'c', bitrateBps: 1, path: 'p' };
      await db.insert(renditions).values({ ...made, videoId, sizeBytes: 1e9 });
      const done = { status: 'done', cpuSeconds: 3600 * 0.85, segmentCount: 5 } as const;
      await insertTask(db, clock, videoId, { ...done, rungs: '240p,360p', finishedAt: daysAgo(0) });
      await insertTask(db, clock, videoId, {
        ...done,
        firstSegment: 5,
        capacity: 'spot',
        finishedAt: daysAgo(1),
      });
      await insertTask(db, clock, videoId, { ...done, firstSegment: 9, finishedAt: daysAgo(3) });
      const costs = await operations.costByDay(admin, 3);
      expect(costs.map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-20', '2026-11-19']);
      expect(costs[0]).toMatchObject({
        onDemandCpuSeconds: 3060,
        spotCpuSeconds: 0,
        objects: 10,
        storedBytes: 0,
      });
      expect(costs[1]).toMatchObject({
        onDemandCpuSeconds: 0,
        spotCpuSeconds: 3060,
        objects: 5,
        storedBytes: 1e9,
      });
      // One hour of a processor with its memory, and ten PUTs: `domain/prices.ts`.
      expect(costs[0]?.dollars).toBeCloseTo(0.04048 + 2 * 0.004445 + 10 * 0.000005, 6);
      expect(costs[2]).toMatchObject({ dollars: 0 });
    });

    it('lists dead letters without their messages, shows one with it, and puts it back or gives it up, written down', async () => {
      const db = open();
      await db.delete(auditLog);
      const { topics, kill, operations } = setUp(db);
      await kill('older', '2026-11-20T00:00:00.000Z');
      await kill('newer', '2026-11-21T00:00:00.000Z');
      const list = await operations.deadLetters(admin, 1);
      expect(list).toMatchObject({
        total: 2,
        letters: [{ id: 'video.uploads@0:1', key: 'newer', error: 'E' }],
      });
      expect(JSON.stringify(list)).not.toContain('"a');
      expect(await operations.deadLetter(admin, 'video.uploads@0:1')).toMatchObject({ value: '{"a":1}' });
      await operations.replayLetter(admin, 'video.uploads@0:1', address);
      expect(topics.of('video.uploads')).toMatchObject([{ key: 'newer', value: '{"a":1}' }]);
      await operations.discardLetter(admin, 'video.uploads@0:0', 'made by a test', address);
      expect(topics.of('video.uploads')).toHaveLength(1);
      expect(await operations.deadLetters(admin, 9)).toEqual({ total: 0, letters: [] });
      await expect(operations.replayLetter(admin, 'video.uploads@0:1', address)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      const written = await db.select().from(auditLog);
      expect(written.map(({ action, subjectId, actorId }) => [action, subjectId, actorId])).toEqual([
        ['dead-letter.replay-ordered', 'video.uploads@0:1', admin.userId],
        ['dead-letter.discard-ordered', 'video.uploads@0:0', admin.userId],
      ]);
      expect(written.at(-1)?.details).toMatchObject({ key: 'older', reason: 'made by a test' });
    });

    it.each(['user', 'moderator'] as const)('nothing of it is for a %s', async (role) => {
      const { kill, operations, topics } = setUp(open());
      await kill('k', '2026-11-20T00:00:00.000Z');
      const someone = viewer(role);
      const id = 'video.uploads@0:0';
      const asked = [
        operations.board(someone),
        operations.backbone(someone),
        operations.openUploads(someone, 1),
        operations.costByDay(someone, 1),
        operations.deadLetters(someone, 1),
        operations.deadLetter(someone, id),
        operations.replayLetter(someone, id, address),
        operations.discardLetter(someone, id, 'why', address),
      ];
      for (const answer of await Promise.allSettled(asked))
        expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'FORBIDDEN' } });
      expect(topics.of('video.uploads')).toEqual([]);
      expect(topics.of('video.uploads.dlq')).toHaveLength(1);
    });
  });
}
