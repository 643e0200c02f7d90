/**
 * The whole ECS road: an orchestrator with LAUNCHER=ecs and a fake ECS that runs each task as a worker of this machine,
 * by the command and environment of Terraform's task definition, and tells of it by the bridge's own messages. S3
 * answers workers and orchestrator as AWS would by the rights of their roles.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { toMessage } from '../../infra/bridge/to-message.ts';
import { checkoutDir } from '../../infra/local/checkout.ts';
import { inheritedEnv } from '../../infra/local/env.ts';
import { stackIdVariable } from '../../infra/local/processes/process-identity.ts';
import { type SupervisedProcess, superviseProcess } from '../../infra/local/processes/supervised-process.ts';
import { nodeArgs } from '../../infra/local/programs/node-args.ts';
import { sourceKey } from '../../src/lib/domain/object-keys.ts';
import { workers } from '../../src/server/db/schema/workers.ts';
import { controlProcess, sharedStack } from '../shared-stack.ts';
import { startS3AsRole } from '../support/aws-rights/s3-as-role.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase, tasksOf } from '../support/database.ts';
import { createLocalTasks, readTaskDefinition } from '../support/ecs-tasks.ts';
import { taskStateChange } from '../support/fake-ecs/events.ts';
import { type FakeEcs, startFakeEcs } from '../support/fake-ecs/fake-ecs.ts';
import { decodeWhole } from '../support/media-check.ts';
import { mediaBucket, openObjectStore, sourceBucket } from '../support/object-store.ts';
import { registerPerson } from '../support/rest-client.ts';
import { uploadByPut, waitForEnd, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const stack = sharedStack();
const { KAFKA_BROKERS = '', S3_ENDPOINT = '', S3_REGION = '', WEB_INTERNAL_URL = '' } = stack.env;
const { db, close } = openStackDatabase();
const producer = new Kafka({ brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.NOTHING }).producer();
const logDir = path.join(stack.dataDir, 'logs');
const workDir = mkdtempSync(path.join(tmpdir(), 'sluice-ecs-'));
const definition = readTaskDefinition();
const buckets = { source: sourceBucket(), media: mediaBucket() };
const workersS3 = await startS3AsRole('transcoder-task', S3_ENDPOINT, buckets);
const orchestratorS3 = await startS3AsRole('orchestrator-task', S3_ENDPOINT, buckets);
const local = createLocalTasks(
  definition,
  {
    // As Terraform adds them: where things are.
    WEB_URL: WEB_INTERNAL_URL,
    KAFKA_BROKERS,
    S3_REGION,
    // This machine's own, and keys in place of the task's role.
    KAFKA_SECURITY: 'none',
    S3_ENDPOINT: workersS3.url,
    S3_ACCESS_KEY_ID: stack.env.S3_ACCESS_KEY_ID ?? '',
    S3_SECRET_ACCESS_KEY: stack.env.S3_SECRET_ACCESS_KEY ?? '',
    // What the image brings.
    PATH: inheritedEnv.PATH ?? '',
    FFMPEG_DIR: inheritedEnv.FFMPEG_DIR ?? '',
    WORK_DIR: workDir,
    [stackIdVariable]: stack.env[stackIdVariable] ?? '',
  },
  path.join(logDir, 'ecs-workers.log'),
);
let ecs: FakeEcs;
let orchestrator: SupervisedProcess;
/** Events in the order of their birth, as EventBridge sends them most of the time. */
let told: Promise<unknown> = Promise.resolve();
let isOver = false;

const ecsSettings = () => ({
  S3_ENDPOINT: orchestratorS3.url,
  LAUNCHER: 'ecs',
  ECS_ENDPOINT: ecs.url,
  ECS_CLUSTER: 'sluice',
  ECS_TASK_DEFINITION: 'sluice-transcoder:1',
  ECS_SUBNETS: 'subnet-1,subnet-2',
  ECS_SECURITY_GROUPS: 'sg-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  WORKERS: '2',
  // All end by themselves soon: nothing of this file is left for the next one.
  WORKERS_MIN: '0',
  WORKER_IDLE_SECONDS: '2',
});

const rowsOf = () => db.select().from(workers).where(eq(workers.launcher, 'ecs'));
/** A worker that leaves says so itself; what ECS tells of its container comes later. */
const allHaveStopped = async () =>
  (await rowsOf()).every(({ goneAt, launcherStatus }) => goneAt && launcherStatus === 'STOPPED');

/** Who does what: of a failure nothing else is left. */
const pictureOf = async (videoId: string) => [
  ...(await tasksOf(db, videoId)).map(({ kind, rungs, firstSegment, status, capacity, workerId }) => {
    return { kind, of: `${rungs} ${firstSegment}`, status, capacity, workerId };
  }),
  ...(await rowsOf()).map(({ id, status, capacity, endCause, launchTries }) => {
    return { kind: 'worker', of: `${endCause} ${launchTries}`, status, capacity, workerId: id };
  }),
];

beforeAll(async () => {
  await producer.connect();
  ecs = await startFakeEcs({
    runContainer: (_task, container) => local.run(container.environment),
    onChange: (task) => {
      if (isOver) return;
      const { topic, key, value } = toMessage(JSON.parse(taskStateChange(task)));
      told = told.then(() => producer.send({ topic, messages: [{ key, value }] }));
    },
  });
  await controlProcess('orchestrator', 'stop');
  orchestrator = superviseProcess(
    {
      name: 'ecs-orchestrator',
      command: process.execPath,
      args: [...nodeArgs, path.join('src', 'server', 'orchestrator', 'main.ts')],
      cwd: checkoutDir,
      env: { ...inheritedEnv, ...stack.env, ...ecsSettings(), NODE_ENV: 'production' },
      // It says so when it has joined its groups, which takes a session's length where a member was killed before.
      isReady: async () =>
        readFileSync(path.join(logDir, 'ecs-orchestrator.log'), 'utf8').includes('is running'),
      readyWithinSeconds: 120,
    },
    { logDir, say: () => undefined, onIdentity: () => undefined },
  );
  await orchestrator.start();
});
afterAll(async () => {
  await orchestrator?.stop();
  isOver = true;
  local.killAll();
  await told;
  await producer.disconnect();
  await ecs?.close();
  await workersS3.close();
  await orchestratorS3.close();
  await controlProcess('orchestrator', 'start');
  await close();
  rmSync(workDir, { recursive: true, force: true });
});

it('an upload becomes a video by tasks that ECS ran as their definition says, and that end when idle', async () => {
  const owner = await registerPerson();
  const videoId = await uploadByPut(owner, await clip('370p-3s.mp4'));
  const { hlsUrl } = await waitUntilReady(owner, videoId);
  expect((await decodeWhole(hlsUrl ?? '')).warnings).toEqual([]);

  const launched = await rowsOf();
  expect(launched.length).toBeGreaterThan(0);
  const others = (await db.select().from(workers)).filter(
    ({ launcher, status }) => launcher !== 'ecs' && status === 'active',
  );
  expect(others).toEqual([]);
  for (const { id, handle } of launched) {
    expect(ecs.tasks().map(({ taskArn }) => taskArn)).toContain(handle);
    expect(local.of(id)?.spawnargs.slice(1)).toEqual(definition.command.slice(1));
    expect(Object.keys(local.environmentOf(id))).toEqual(
      expect.arrayContaining([...Object.keys(definition.environment), 'WORKER_ID', 'WORKER_TICKET']),
    );
  }

  await waitFor('every task to be told of as stopped', allHaveStopped);
  expect(new Set((await rowsOf()).map(({ endCause }) => endCause))).toEqual(new Set(['left']));
});

it('a task whose worker has fallen silent is stopped, and its work is done by another', async () => {
  const owner = await registerPerson();
  const videoId = await uploadByPut(owner, await clip('noise-480p-16s.mp4'));
  onTestFailed(async () => void process.stderr.write(`${JSON.stringify(await pictureOf(videoId))}\n`));
  const held = await waitFor('a worker with a chunk in its hands', async () => {
    const rows = await tasksOf(db, videoId);
    // Not the first segment's: that is done in no time.
    return rows.find(
      ({ kind, status, workerId, segmentCount }) =>
        kind === 'encode' && status === 'leased' && segmentCount > 1 && workerId,
    );
  });
  const workerId = held.workerId ?? '';
  local.of(workerId)?.kill('SIGSTOP');
  // As if its minute of silence were over.
  await db
    .update(workers)
    .set({ lastSeenAt: new Date(0) })
    .where(eq(workers.id, workerId));

  const stopped = await waitFor('StopTask', () =>
    ecs.calls.find(({ operation }) => operation === 'StopTask'),
  );
  const [row] = (await rowsOf()).filter(({ id }) => id === workerId);
  expect(stopped.body).toMatchObject({ cluster: 'sluice', task: row?.handle, reason: 'sluice: silent' });
  await waitFor('its process to be gone', () => local.of(workerId)?.signalCode === 'SIGKILL');

  await waitUntilReady(owner, videoId, { seconds: 120 });
  const again = (await tasksOf(db, videoId)).find(({ id }) => id === held.id);
  expect(again?.status).toBe('done');
  expect(again?.epoch).toBeGreaterThan(held.epoch);
  await waitFor('every task to be told of as stopped', allHaveStopped);
});

it('a worker whose source is gone says so, and no program asked S3 for more than its role may', async () => {
  const owner = await registerPerson();
  const videoId = await uploadByPut(owner, await clip('240p-2s.mp4'));
  await openObjectStore().remove({ bucket: buckets.source, key: sourceKey(videoId) });
  expect((await waitForEnd(owner, videoId)).error?.code).toBe('SOURCE_MISSING');
  // Those that are killed in mid-work are taken for alive by whoever comes next, for a minute.
  await waitFor('every task to be told of as stopped', allHaveStopped);
  expect({ workers: workersS3.refused, orchestrator: orchestratorS3.refused }).toEqual({
    workers: [],
    orchestrator: [],
  });
  // Or nothing went this way.
  expect([...workersS3.used]).toEqual(expect.arrayContaining(['s3:GetObject', 's3:PutObject']));
  expect([...orchestratorS3.used]).toEqual(expect.arrayContaining(['s3:PutObject', 's3:ListBucket']));
});
