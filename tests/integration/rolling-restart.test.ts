/** Two replicas of web are restarted one after the other under uploads: what was accepted stands, and nobody is cut off. */
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkoutDir } from '../../infra/local/checkout.ts';
import { inheritedEnv } from '../../infra/local/env.ts';
import { findFreePorts } from '../../infra/local/ports.ts';
import { type SupervisedProcess, superviseProcess } from '../../infra/local/processes/supervised-process.ts';
import { type RoundRobinProxy, startRoundRobinProxy } from '../../infra/local/programs/round-robin-proxy.ts';
import { sharedStack } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { putBytes, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const nextCli = path.join('node_modules', 'next', 'dist', 'bin', 'next');
const UPLOADS_AT_A_TIME = 2;
const said: string[] = [];
let ports: number[] = [];
let replicas: SupervisedProcess[] = [];
let proxy: RoundRobinProxy;
let proxyUrl = '';

function replicaOn(port: number, name: string): SupervisedProcess {
  const logDir = path.join(sharedStack().dataDir, 'logs');
  mkdirSync(logDir, { recursive: true });
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/api/health/live`).then(
      (answer) => answer.ok,
      () => false,
    );
  return superviseProcess(
    {
      name,
      command: process.execPath,
      args: [nextCli, 'start', '-H', '127.0.0.1', '-p', String(port)],
      cwd: checkoutDir,
      env: { ...inheritedEnv, ...sharedStack().env, NODE_ENV: 'production', PORT: String(port) },
      isReady,
      readyWithinSeconds: 90,
    },
    { logDir, say: (line) => void said.push(line), onIdentity: () => undefined },
  );
}

beforeAll(async () => {
  const [front = 0, ...own] = await findFreePorts(3);
  ports = own;
  replicas = ports.map((port, index) => replicaOn(port, `rolling-web-${index + 1}`));
  await Promise.all(replicas.map((replica) => replica.start()));
  proxy = await startRoundRobinProxy('127.0.0.1', front, ports);
  proxyUrl = `http://127.0.0.1:${front}`;
});
afterAll(async () => {
  await proxy?.close();
  await Promise.all(replicas.map((replica) => replica.stop()));
});

const authorizationOf = ({ token }: RestClient) => `Bearer ${token}`;

/** A call that is answered by 2xx; one that no replica has accepted (no answer at all) is made again, as clients do. */
async function call(
  person: RestClient,
  route: string,
  body: object,
): Promise<{ videoId: string; uploadUrl?: string }> {
  for (;;) {
    const answer = await fetch(`${proxyUrl}/api/v1${route}`, {
      method: 'POST',
      headers: {
        authorization: authorizationOf(person),
        'content-type': 'application/json',
        connection: 'close',
      },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    if (!answer) continue;
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${text}`);
    return JSON.parse(text).data;
  }
}

async function upload(person: RestClient, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const declared = { filename: 'clip.mp4', fileSize: bytes.length, contentType: 'video/mp4' };
  const { videoId, uploadUrl = '' } = await call(person, '/videos/upload-url', declared);
  const stored = await putBytes(uploadUrl, bytes, { 'content-type': 'video/mp4' });
  if (!stored.ok) throw new Error(`PUT: ${stored.status}`);
  await call(person, `/videos/${videoId}/confirm`, {});
  return videoId;
}

const listens = (port: number) =>
  fetch(`http://127.0.0.1:${port}/api/health/live`, { headers: { connection: 'close' } }).then(
    () => true,
    () => false,
  );

it('loses no accepted upload, and sends its readers on', async () => {
  const bytes = new Uint8Array(await readFile(await clip('240p-2s.mp4')));
  const accepted: { videoId: string; person: RestClient }[] = [];
  let isOver = false;
  const lanes = Array.from({ length: UPLOADS_AT_A_TIME }, async () => {
    while (!isOver) {
      // Nobody may begin more than a few in a quarter of an hour.
      const person = await registerPerson();
      const videoId = await upload(person, bytes);
      accepted.push({ videoId, person });
      // Also keeps the stream small: the next one begins when this one is done.
      await waitUntilReady(person, videoId);
    }
  });

  for (const [index, replica] of replicas.entries()) {
    const before = accepted.length;
    const { videoId, person } = await waitFor('uploads to run', () => accepted[before]);
    const url = `http://127.0.0.1:${ports[index]}/api/v1/videos/${videoId}/events`;
    const response = await fetch(url, { headers: { authorization: authorizationOf(person) } });
    const told = response.text();
    await replica.stop();
    expect(await told).toMatch(/\nretry: \d+\n\n$/);
    await replica.start();
  }
  isOver = true;
  await Promise.all(lanes);

  expect(said.filter((line) => line.includes('is killed'))).toEqual([]);
  expect(new Set(accepted.map(({ videoId }) => videoId)).size).toBe(accepted.length);
});

it('answers the request that is under way when it is told to stop', async () => {
  const [port = 0] = ports;
  const body = JSON.stringify({ filename: 'clip.mp4', fileSize: 9, contentType: 'video/mp4' });
  const slow = request({
    host: '127.0.0.1',
    port,
    path: '/api/v1/videos/upload-url',
    method: 'POST',
    headers: {
      authorization: authorizationOf(await registerPerson()),
      'content-type': 'application/json',
      'content-length': body.length,
      expect: '100-continue',
    },
  });
  const status = new Promise<number | undefined>((resolve) => {
    slow.once('response', (answer) => resolve(answer.resume().statusCode));
    slow.once('close', () => resolve(undefined));
  });
  // The server has the head of it, and waits for the body.
  await new Promise<void>((resolve, reject) => {
    slow.once('continue', resolve);
    slow.once('error', reject);
    slow.flushHeaders();
  });
  const stopped = replicas[0]?.stop();
  await waitFor('it to take no more', async () => !(await listens(port)));
  slow.end(body);
  expect(await status).toBe(200);
  await stopped;
});
