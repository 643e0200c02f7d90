import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createPool } from 'mysql2/promise';
import { expect, inject, it } from 'vitest';
import { z } from 'zod';
import {
  deadLettersEnvSchema,
  migrateEnvSchema,
  orchestratorEnvSchema,
  webEnvSchema,
} from '../../../src/server/env.ts';
import { transcoderEnvSchema } from '../../../transcoder/src/env.ts';
import { images, readImageFacts } from '../../containers/images.ts';
import { checkoutDir } from '../../local/checkout.ts';
import { nodeArgs } from '../../local/programs/node-args.ts';
import { type Container, readContainers, readState } from './state.ts';

const containers = readContainers(readState(inject('stateFile')));

function container(name: string): Container {
  const found = containers.get(name);
  if (!found) throw new Error(`There is no task definition of ${name}.`);
  return found;
}

/** Read by Node.js, Next.js and next-auth themselves. */
const ofTheFrameworks = ['NODE_ENV', 'NEXTAUTH_URL'];
/** What the launcher adds to the definition when it starts a worker. */
const ofTheLaunch = { WORKER_ID: '01KAZX5V3H8T6W2M4N9QRS7BCD', WORKER_TICKET: 'ticket', IDLE_SECONDS: '300' };

const programs = [
  { name: 'web', schema: webEnvSchema, added: {} },
  { name: 'orchestrator', schema: orchestratorEnvSchema, added: {} },
  { name: 'transcoder', schema: transcoderEnvSchema, added: ofTheLaunch },
  {
    name: 'setup',
    schema: z.object({ ...migrateEnvSchema.shape, ...deadLettersEnvSchema.shape }),
    added: {},
  },
] as const;

/** Secrets' values are not in the state: any that is as long as ours will do. */
const secretValue = (name: string) =>
  name === 'DATABASE_URL' ? 'mysql://sluice:x@db.example.com:3306/sluice?ssl=Amazon%20RDS' : 'x'.repeat(48);

it.each(programs)('$name starts with what its task definition tells it', ({ name, schema, added }) => {
  const { environment, secrets } = container(name);
  const env = {
    ...Object.fromEntries(environment.map((entry) => [entry.name, entry.value])),
    ...Object.fromEntries(secrets.map((entry) => [entry.name, secretValue(entry.name)])),
    ...added,
  };
  expect(z.safeParse(schema, env).error).toBeUndefined();
});

it.each(programs)('$name is told nothing that it does not read', ({ name, schema }) => {
  const { environment, secrets } = container(name);
  const told = [...environment, ...secrets].map((entry) => entry.name);
  const read = [...Object.keys(schema.shape), ...ofTheFrameworks];
  expect(told.filter((variable) => !read.includes(variable))).toEqual([]);
});

it.each(programs)('$name is a program of this repository', ({ name }) => {
  const [node, ...args] = container(name).command;
  const script = args.find((argument) => !argument.startsWith('-')) ?? '';
  expect(node).toBe('node');
  expect(existsSync(path.join(checkoutDir, script))).toBe(true);
});

it.each(['web', 'orchestrator', 'transcoder'])(
  '%s runs with the same Node.js options as on one machine',
  (name) => {
    expect(container(name).command.slice(1, 1 + nodeArgs.length)).toEqual(nodeArgs);
  },
);

/** Where the agent of ECS Exec writes. */
const ofEcsExec = ['/var/lib/amazon', '/var/log/amazon'];

it.each(images)('$program runs as its image says, and writes where that lets it', (image) => {
  const { command, volumes } = readImageFacts(image);
  const { command: told, mountPoints } = container(image.program);
  const written = mountPoints.map(({ containerPath }) => containerPath);
  expect(told).toEqual(command);
  expect(written.filter((folder) => !ofEcsExec.includes(folder))).toEqual(volumes);
});

it('every image is named by its digest, and every task has 120 s to leave, no root and nothing to write to', () => {
  expect([...containers.keys()].sort()).toEqual(['collector', 'orchestrator', 'setup', 'transcoder', 'web']);
  for (const { image, stopTimeout, readonlyRootFilesystem, user } of containers.values()) {
    expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
    expect({ stopTimeout, readonlyRootFilesystem, user }).toEqual({
      stopTimeout: 120,
      readonlyRootFilesystem: true,
      user: '65532:65532',
    });
  }
});

/** The part of a pool that says whether the server is verified, and by which certificates. */
const verifyingPool = z.object({
  pool: z.object({
    config: z.object({
      connectionConfig: z.object({
        ssl: z.object({ rejectUnauthorized: z.literal(true), ca: z.array(z.string()).min(50) }),
      }),
    }),
  }),
});

it('the address of MySQL makes the driver verify RDS', async () => {
  const pool = createPool(secretValue('DATABASE_URL'));
  const { success, error } = verifyingPool.safeParse(pool);
  await pool.end();
  expect(error).toBeUndefined();
  expect(success).toBe(true);
  const file = path.join(checkoutDir, 'infra', 'terraform', 'modules', 'database', 'password.tf');
  expect(readFileSync(file, 'utf8')).toContain('?ssl=Amazon%%20RDS"');
});
