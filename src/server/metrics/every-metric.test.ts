import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import { topics } from '#lib/domain/events.ts';
import { openMemoryDatabase } from '../adapters/memory/memory-database.ts';
import { createMemoryEngine } from '../adapters/memory/memory-engine.ts';
import type { Database } from '../db/client.ts';
import { duties } from '../db/schema/duties.ts';
import { mailOrders } from '../db/schema/mail-orders.ts';
import { tasks } from '../db/schema/tasks.ts';
import { uploadSessions } from '../db/schema/upload-sessions.ts';
import { videos } from '../db/schema/videos.ts';
import { webhookDeliveries } from '../db/schema/webhooks.ts';
import { workers } from '../db/schema/workers.ts';
import type { ConsumerGroup } from '../ports/event-bus.ts';
import { everyMetric } from './testing/every-metric.ts';

/** prometheus.io/docs/practices/naming: base units, or the plural of what is counted. */
const units =
  /_(seconds|bytes|ratio|messages|tasks|videos|uploads|workers|letters|deliveries|duties|requests|streams)$/;

const lagOf = async (groups: readonly ConsumerGroup[]) =>
  groups.map((group) => ({ ...group, lag: 3, partitions: [3] }));
/** In the past by the clock of this machine, as all of it would be. */
const before = (seconds: number) => new Date(Date.now() - seconds * 1000);

/** One person with a video on its way in every way, with a task, an upload, a worker, a letter and a webhook. */
async function addLife(db: Database): Promise<void> {
  const [ownerId, workerId] = [ulid(), ulid()];
  await db.insert(workers).values([
    {
      id: workerId,
      launcher: 'ecs',
      status: 'active',
      capacity: 'spot',
      launcherStatus: 'RUNNING',
      launchedAt: before(60),
      lastSeenAt: before(1),
    },
    {
      id: ulid(),
      launcher: 'ecs',
      status: 'exited',
      endCause: 'interrupted',
      launchedAt: before(60),
      lastSeenAt: before(1),
      exitedAt: before(30),
    },
  ]);
  for (const status of ['uploading', 'queued', 'processing'] as const) {
    const id = ulid();
    await db.insert(videos).values({
      id,
      ownerId,
      title: `of ${ownerId}`,
      description: '',
      originalFilename: 'a.mp4',
      contentType: 'video/mp4',
      sizeBytes: 1,
      status,
      createdAt: before(120),
      uploadedAt: status === 'uploading' ? null : before(100),
    });
    const task = {
      videoId: id,
      ownerId,
      kind: 'encode' as const,
      errors: [],
      createdAt: before(90),
      weight: 10,
    };
    await db.insert(tasks).values([
      { ...task, id: ulid(), priority: 10, progress: 0.5 },
      { ...task, id: ulid(), priority: 40, firstSegment: 4, status: 'leased', workerId },
    ]);
    await db.insert(uploadSessions).values({
      id: ulid(),
      videoId: id,
      ownerId,
      door: 'tus',
      sizeBytes: 1,
      partSize: 1,
      partCount: 1,
      createdAt: before(120),
      expiresAt: new Date(Date.now() + 60_000),
    });
  }
  await db.insert(mailOrders).values({
    id: ulid(),
    kind: 'verify-email',
    email: `${ulid()}@example.test`,
    createdAt: before(9),
    tryAt: before(9),
  });
  await db.insert(webhookDeliveries).values({
    id: ulid(),
    endpointId: ulid(),
    userId: ownerId,
    eventId: ulid(),
    eventType: 'video.ready',
    body: '{}',
    dueAt: before(1),
    log: [],
    createdAt: before(1),
  });
}

/** Every counter and histogram once, with what really comes. */
function count({ web, orchestrator }: ReturnType<typeof everyMetric>): void {
  orchestrator.countEffect({ what: 'segment-bound', track: '720p', sizeBytes: 1000 });
  orchestrator.countEffect({ what: 'watchable', seconds: 4 });
  orchestrator.countEffect({ what: 'task-done', kind: 'encode', seconds: 9, cpuSeconds: 30 });
  orchestrator.countEffect({
    what: 'attempt-ended',
    cause: 'ffmpeg',
    code: 'TRANSCODE_FAILED',
    outcome: 'failed',
  });
  orchestrator.observeSpeed(3);
  orchestrator.observeReady(60);
  orchestrator.countSweepFailure('lost-leases');
  orchestrator.countTurnFailure('relay');
  orchestrator.countDelivery('delivered');
  orchestrator.timeMessage(topics.uploads)();
  web.requestBegan();
  web.countRequest({ surface: 'page', method: 'GET', status: '2xx' }, 0.1);
  web.countCall('videos.get', 'ok');
  web.streamOpened();
  web.eventGiven({ at: before(0) });
}

async function setUp() {
  const { db } = openMemoryDatabase(createMemoryEngine());
  await db.insert(duties).values({ name: 'relay', holder: 'a', heldUntil: new Date(Date.now() + 9_000) });
  const metrics = everyMetric({ db, bus: { lagOf } });
  count(metrics);
  return { db, metrics };
}

const seriesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

it('every metric is named by the conventions of Prometheus and says what it is', async () => {
  const list = await everyMetric().list();
  expect(list.length).toBeGreaterThan(30);
  expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  for (const { name, help, type } of list) {
    expect(name).toMatch(/^sluice(_[a-z]+)+$/);
    if (type === 'counter') expect(name).toMatch(/_total$/);
    else expect(name).toMatch(units);
    if (type !== 'histogram' && type !== 'counter') expect(name).not.toMatch(/_(total|count|sum|bucket)$/);
    expect(help, name).toMatch(/^[A-Z0-9].{15,}[^.]$/);
  }
});

it('every metric has a series once what it counts has happened', async () => {
  const { db, metrics } = await setUp();
  await addLife(db);
  const text = await metrics.text();
  const silent = (await metrics.list())
    .map(({ name }) => name)
    .filter((name) => !new RegExp(`^${name}(_bucket|_count)?[{ ]`, 'm').test(text));
  expect(silent).toEqual([]);
});

it('no label names a person, a video, a task or a worker, and their number makes no new series', async () => {
  const { db, metrics } = await setUp();
  await addLife(db);
  const one = seriesOf(await metrics.text());
  for (let life = 0; life < 5; life++) await addLife(db);
  const six = seriesOf(await metrics.text());
  expect(six.length).toBe(one.length);
  for (const line of six) expect(line).not.toMatch(/[0-9A-HJKMNP-TV-Z]{20}|@|"[^"]*\/[^"]*"/);
  expect(six.filter((line) => line.startsWith('sluice_open_tasks')).sort()).toEqual([
    'sluice_open_tasks{kind="encode",status="leased"} 18',
    'sluice_open_tasks{kind="encode",status="waiting"} 18',
  ]);
});

it('ages are of the oldest, and what is done of a task is no backlog any more', async () => {
  const { db, metrics } = await setUp();
  await addLife(db);
  const text = await metrics.orchestrator.text();
  const figureOf = (series: string) =>
    Number(
      seriesOf(text)
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')[1],
    );
  expect(figureOf('sluice_in_flight_oldest_seconds')).toBeGreaterThanOrEqual(100);
  expect(figureOf('sluice_backlog_oldest_seconds{urgency="urgent"}')).toBeGreaterThanOrEqual(90);
  // Three tasks of 10 s that are half done, and three that have not begun.
  expect(figureOf('sluice_backlog_cpu_seconds')).toBe(45);
  expect(figureOf('sluice_held_duties{duty="relay"}')).toBe(1);
});
