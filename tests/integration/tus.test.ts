/** tus 1.0 as any of its clients speaks it: whatever is cut goes on where it was, at whichever replica. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadSessions } from '../../src/server/db/schema/upload-sessions.ts';
import { sharedStack } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase } from '../support/database.ts';
import { keysOf, nothing, usageOf } from '../support/leftovers.ts';
import { openObjectStore, sourceBucket } from '../support/object-store.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { type SecondWeb, startSecondWeb } from '../support/second-web.ts';
import { waitUntilReady } from '../support/upload.ts';

const MIB = 1024 ** 2;
const { db, close } = openStackDatabase();
const store = openObjectStore();
const base64 = (text: string) => Buffer.from(text).toString('base64');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let owner: RestClient;
let other: SecondWeb;
/** Two parts and some. */
let film: Buffer;

beforeAll(async () => {
  owner = await registerPerson();
  film = await readFile(await clip('flash-beep-480p-30s.mp4'));
  other = await startSecondWeb({
    ...{ MAX_UPLOAD_BYTES: String(20 * MIB), QUOTA_TOTAL_BYTES: String(30 * MIB) },
    LIMIT_UPLOADS_PER_15MIN: '1000',
  });
});
afterAll(async () => {
  await other?.stop();
  await close();
});

interface Call {
  readonly at?: string;
  readonly by?: RestClient | null;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

function call(
  method: string,
  path: string,
  { at = sharedStack().url, by = owner, headers, body }: Call = {},
) {
  return fetch(at + path, {
    method,
    headers: {
      'tus-resumable': '1.0.0',
      ...(by && { authorization: `Bearer ${by.token}` }),
      ...(method === 'PATCH' && { 'content-type': 'application/offset+octet-stream' }),
      ...headers,
    },
    ...(body && { body }),
  });
}
const described = `filename ${base64('walk.mp4')},filetype ${base64('video/mp4')},title ${base64('A walk')}`;
const create = (sizeBytes: number, options: Call = {}) =>
  call('POST', '/api/tus', {
    ...options,
    headers: { 'upload-length': String(sizeBytes), 'upload-metadata': described, ...options.headers },
  });
async function createAt(sizeBytes: number, options: Call = {}): Promise<string> {
  const answer = await create(sizeBytes, options);
  expect(answer.status).toBe(201);
  return answer.headers.get('location') ?? '';
}
const patch = (path: string, offset: number, bytes: Uint8Array, options: Call = {}) =>
  call('PATCH', path, {
    ...options,
    headers: { 'upload-offset': String(offset), ...options.headers },
    body: new Uint8Array(bytes),
  });
const offsetOf = async (path: string, options: Call = {}) =>
  Number((await call('HEAD', path, options)).headers.get('upload-offset'));
const idOf = (path: string) => path.split('/').at(-1) ?? '';
const storedOf = async (path: string) => {
  const body = await store.read({ bucket: sourceBucket(), key: `${idOf(path)}/source` });
  return body ? buffer(body) : Buffer.alloc(0);
};
const codeOf = async (answer: Response) => {
  const body = (await answer.json()) as { error: { code: string } };
  return `${answer.status} ${body.error.code}`;
};

/** What tus-js-client does until it is stopped, or is done. */
function startClient(options: { at: string; uploadUrl?: string; stopAfter?: number }): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload: Upload = new Upload(film, {
      endpoint: `${options.at}/api/tus`,
      ...(options.uploadUrl && { uploadUrl: options.uploadUrl }),
      headers: { authorization: `Bearer ${owner.token}` },
      metadata: { filename: 'walk.mp4', filetype: 'video/mp4', title: 'A walk' },
      chunkSize: 3 * MIB,
      retryDelays: [0, 200, 500, 1000],
      onError: reject,
      onSuccess: () => resolve(new URL(upload.url ?? '', options.at).pathname),
      onChunkComplete(_, sent) {
        if (options.stopAfter === undefined || sent < options.stopAfter) return;
        void upload.abort().then(() => resolve(new URL(upload.url ?? '', options.at).pathname));
      },
    });
    upload.start();
  });
}

it('says what it can to who asks, and takes nothing from who is not signed in', async () => {
  const answer = await call('OPTIONS', '/api/tus', { by: null });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('tus-version')).toBe('1.0.0');
  expect(answer.headers.get('tus-extension')?.split(',')).toEqual(
    expect.arrayContaining(['creation', 'expiration', 'termination', 'checksum']),
  );
  expect(answer.headers.get('tus-checksum-algorithm')).toContain('sha1');
  expect(Number(answer.headers.get('tus-max-size'))).toBeGreaterThan(0);
  expect(await codeOf(await create(10, { by: null }))).toBe('401 UNAUTHORIZED');
});

it('goes on at another replica where it was cut, and what the store holds is the file', async () => {
  const path = await startClient({ at: sharedStack().url, stopAfter: 5 * MIB });
  const offset = await offsetOf(path, { at: other.url });
  expect(offset).toBeGreaterThanOrEqual(5 * MIB);
  expect(offset).toBeLessThan(film.length);
  await startClient({ at: other.url, uploadUrl: other.url + path });
  expect(sha256(await storedOf(path))).toBe(sha256(film));
  const video = await waitUntilReady(owner, idOf(path));
  expect(video).toMatchObject({ title: 'A walk', filename: 'walk.mp4', fileSize: film.length });
  expect(await offsetOf(path)).toBe(film.length);
  // No tail, and no unfinished upload.
  expect(await keysOf(db, owner)).toEqual([`${idOf(path)}/source`]);
});

it('keeps what came of a request whose line was cut, to the byte', async () => {
  const path = await createAt(film.length);
  const { hostname, port } = new URL(sharedStack().url);
  const outgoing = request({
    ...{ hostname, port, path, method: 'PATCH', agent: false },
    headers: {
      authorization: `Bearer ${owner.token}`,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': film.length,
    },
  });
  outgoing.on('error', () => undefined);
  const sent = 9 * MIB + 5;
  await new Promise((resolve) => outgoing.write(film.subarray(0, sent), resolve));
  // Who asks takes the lock over: the request that holds it keeps what it has and ends.
  const offset = await offsetOf(path, { at: other.url });
  expect(offset).toBeGreaterThan(0);
  expect(offset).toBeLessThanOrEqual(sent);
  outgoing.destroy();
  expect((await patch(path, offset, film.subarray(offset), { at: other.url })).status).toBe(204);
  expect(sha256(await storedOf(path))).toBe(sha256(film));
});

it('gives back what its client said, and tells until when it lives', async () => {
  const answer = await create(100);
  expect(Date.parse(answer.headers.get('upload-expires') ?? '')).toBeGreaterThan(Date.now());
  const head = await call('HEAD', answer.headers.get('location') ?? '');
  expect(head.status).toBe(200);
  expect(head.headers.get('upload-metadata')).toBe(described);
  expect(head.headers.get('upload-length')).toBe('100');
  expect(head.headers.get('cache-control')).toBe('no-store');
});

it('takes the first bytes with the creation', async () => {
  const bytes = new Uint8Array(film.subarray(0, 1000));
  const headers = { 'content-type': 'application/offset+octet-stream' };
  const answer = await create(film.length, { headers, body: bytes });
  expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, '1000']);
  expect(await offsetOf(answer.headers.get('location') ?? '')).toBe(1000);
});

describe('a checksum', () => {
  const sumOf = (bytes: Uint8Array, algorithm = 'sha1') =>
    `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`;

  it('that does not match is 460 and nothing of the request counts; the right bytes do', async () => {
    const path = await createAt(film.length);
    const first = film.subarray(0, 100);
    expect((await patch(path, 0, first, { headers: { 'upload-checksum': sumOf(first) } })).status).toBe(204);
    const rest = film.subarray(100);
    const broken = Buffer.from(rest);
    broken[5] = (broken[5] ?? 0) ^ 1;
    const headers = { 'upload-checksum': sumOf(rest, 'sha256') };
    expect((await patch(path, 100, broken, { headers })).status).toBe(460);
    expect(await offsetOf(path)).toBe(100);
    expect((await patch(path, 100, rest, { headers })).status).toBe(204);
    expect(sha256(await storedOf(path))).toBe(sha256(film));
  });

  it.each(['crc32 AAAA', 'sha1', 'nonsense'])('%j is not understood', async (checksum) => {
    const path = await createAt(100);
    const answer = await patch(path, 0, film.subarray(0, 100), { headers: { 'upload-checksum': checksum } });
    expect(answer.status).toBe(400);
    expect(await offsetOf(path)).toBe(0);
  });
});

describe('an upload', () => {
  it('that is written to at the wrong place stays as it is', async () => {
    const path = await createAt(1000);
    expect((await patch(path, 10, film.subarray(0, 10))).status).toBe(409);
    expect((await patch(path, 0, film.subarray(0, 1001))).status).toBe(413);
    expect(await offsetOf(path)).toBe(0);
  });

  it('that is terminated is gone with all that it held, and frees its room', async () => {
    const person = await registerPerson();
    const long = Buffer.concat([film, film]);
    const path = await createAt(long.length, { by: person });
    expect((await patch(path, 0, long.subarray(0, 9 * MIB), { by: person })).status).toBe(204);
    expect((await keysOf(db, person)).sort()).toEqual([
      `${idOf(path)}/source`,
      `${idOf(path)}/tail-${9 * MIB}`,
    ]);
    expect((await call('DELETE', path, { by: person })).status).toBe(204);
    expect((await call('HEAD', path, { by: person })).status).toBe(410);
    expect((await patch(path, 9 * MIB, film.subarray(0, 1), { by: person })).status).toBe(410);
    expect(await keysOf(db, person)).toEqual([]);
    expect(await usageOf(db, person)).toEqual(nothing);
  });

  it('whose time is over is 410', async () => {
    const path = await createAt(1000);
    await db
      .update(uploadSessions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(uploadSessions.id, idOf(path)));
    expect((await call('HEAD', path)).status).toBe(410);
    expect((await patch(path, 0, film.subarray(0, 10))).status).toBe(410);
  });

  it('of another person does not exist, and can not be disturbed by them', async () => {
    const stranger = await registerPerson();
    const path = await createAt(1000);
    for (const method of ['HEAD', 'DELETE'])
      expect((await call(method, path, { by: stranger })).status).toBe(404);
    expect((await patch(path, 0, film.subarray(0, 10), { by: stranger })).status).toBe(404);
    expect((await call('HEAD', path, { by: null })).status).toBe(401);
    expect((await call('HEAD', '/api/tus/01ARZ3NDEKTSV4RRFFQ69G5FAV')).status).toBe(404);
    expect((await patch(path, 0, film.subarray(0, 10))).status).toBe(204);
  });

  it('is held to the same rules as by every door, and leaves nothing when it is refused', async () => {
    const person = await registerPerson();
    const refusal = async (sizeBytes: number, metadata = described) => {
      const headers = { 'upload-metadata': metadata };
      return codeOf(await create(sizeBytes, { by: person, at: other.url, headers }));
    };
    expect(await refusal(21 * MIB)).toBe('413 FILE_TOO_LARGE');
    expect(await refusal(0)).toBe('422 VALIDATION_FAILED');
    expect(await refusal(10, `filename ${base64('a.pdf')},filetype ${base64('application/pdf')}`)).toBe(
      '415 INVALID_FILE_TYPE',
    );
    expect(await usageOf(db, person)).toEqual(nothing);
    await createAt(20 * MIB, { by: person, at: other.url });
    const reserved = await usageOf(db, person);
    expect(await refusal(11 * MIB)).toBe('403 QUOTA_EXCEEDED');
    expect(await usageOf(db, person)).toEqual(reserved);
  });

  it('that is not spoken to in the protocol is not touched', async () => {
    const path = await createAt(1000);
    const headers = { authorization: `Bearer ${owner.token}` };
    const answer = await fetch(sharedStack().url + path, { method: 'DELETE', headers });
    expect(answer.status).toBe(412);
    expect(await offsetOf(path)).toBe(0);
  });
});
