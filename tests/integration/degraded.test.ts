/** A store that is away is named, refused in one way, and loses nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlProcess, sharedStack } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { openUpload, readStatus, uploadByPut, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const healthShape = z.object({
  status: z.string(),
  services: z.record(z.string(), z.object({ status: z.string() })),
});
const trpcErrorShape = z.object({ error: z.object({ data: z.object({ appCode: z.string() }) }) });
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
// Whatever happened: the next file needs them.
afterAll(async () => {
  for (const name of ['mariadb', 'versitygw', 'kafka']) await controlProcess(name, 'start');
});

async function readHealth() {
  const response = await fetch(`${sharedStack().url}/api/health`);
  return { code: response.status, ...healthShape.parse(await response.json()) };
}
const isWell = async () => (await readHealth()).status === 'ok';

describe('while MySQL is away', () => {
  beforeAll(async () => {
    // Web has served before.
    await fetch(`${sharedStack().url}/sign-in`);
    await controlProcess('mariadb', 'stop');
  });
  afterAll(async () => {
    await controlProcess('mariadb', 'start');
    await waitFor('all to be well', isWell);
  });

  it('REST answers 503 with its code and when to come again', async () => {
    for (const answer of [
      await owner.send('GET', '/videos?mine=true'),
      await owner.send('POST', '/uploads', {}),
    ]) {
      expect(refusalOf(answer)).toBe('503 SERVICE_UNAVAILABLE');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it.each([
    ['a stranger', () => ({})],
    ['somebody signed in', () => ({ authorization: `Bearer ${owner.token}` })],
  ])('tRPC answers %s 503 with its code and when to come again', async (_, headers) => {
    const input = encodeURIComponent(JSON.stringify({ id: '01KAZX5V3H8T6W2M4N9QRS7BCD' }));
    const url = `${sharedStack().url}/api/trpc/videos.get?input=${input}`;
    const response = await fetch(url, { headers: headers() });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(trpcErrorShape.parse(await response.json()).error.data.appCode).toBe('SERVICE_UNAVAILABLE');
  });

  it('a page that needs nothing of it is drawn, with the settings that were last read', async () => {
    expect((await fetch(`${sharedStack().url}/sign-in`)).status).toBe(200);
  });

  it('/api/health says so and names it, and /api/health/live says that web serves', async () => {
    expect(await readHealth()).toMatchObject({
      code: 503,
      status: 'down',
      services: { mysql: { status: 'down' }, s3: { status: 'up' } },
    });
    expect((await fetch(`${sharedStack().url}/api/health/live`)).status).toBe(200);
  });
});

describe('while S3 is away', () => {
  beforeAll(() => controlProcess('versitygw', 'stop'));
  afterAll(async () => {
    await controlProcess('versitygw', 'start');
    await waitFor('all to be well', isWell);
  });

  it('an upload is opened, its parts are refused with 503 and when to come again, and signed once S3 is back', async () => {
    const { uploadId } = await openUpload(owner, 9);
    const sign = () => owner.send('POST', `/uploads/${uploadId}/parts`, { partNumbers: [1] });
    const answer = await sign();
    expect(refusalOf(answer)).toBe('503 SERVICE_UNAVAILABLE');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await readHealth()).toMatchObject({ code: 503, services: { s3: { status: 'down' } } });
    await controlProcess('versitygw', 'start');
    await waitFor('the part to be signed', async () => (await sign()).status === 200);
  });
});

describe('while Kafka is away', () => {
  beforeAll(() => controlProcess('kafka', 'stop'));

  it('uploads are taken, pages say that processing is delayed, and all of it is done once Kafka is back', async () => {
    const videoId = await uploadByPut(owner, await clip('240p-2s.mp4'));
    const { uploadId } = await openUpload(owner, 9);
    expect(uploadId).toBeTruthy();
    await waitFor('the page to say so', async () => {
      const { message } = await readStatus(owner, videoId);
      return message.startsWith('Processing is delayed.');
    });
    expect(await readHealth()).toMatchObject({ code: 200, status: 'degraded' });
    await controlProcess('kafka', 'start');
    await waitUntilReady(owner, videoId);
    await waitFor('all to be well', isWell);
  });
});
