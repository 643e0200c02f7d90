/** Programs with API keys, by the REST surface: what a key opens, what stays shut, and how it ends. */
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../shared-stack.ts';
import { callRest, dataOf, type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { uploadShape, videoListShape } from '../support/rest-shapes.ts';

const keyShape = z.strictObject({
  id: z.ulid(),
  name: z.string(),
  prefix: z.string().startsWith('slk_'),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
const newKeyShape = keyShape.extend({ key: z.string().regex(/^slk_[\w-]{43}$/) });
const keyListShape = z.strictObject({ apiKeys: z.array(keyShape) });
const clip = { filename: 'clip.mp4', fileSize: 1000, contentType: 'video/mp4' };

let owner: RestClient;
beforeAll(async () => {
  owner = await registerPerson('Grace');
});

const makeKey = (scopes: readonly string[]) =>
  owner.post('/api-keys', newKeyShape, { name: 'test', scopes }, 201);
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('a key', () => {
  it('acts as its owner where its scope says so, and says what it lacks elsewhere', async () => {
    const { key } = await makeKey(['uploads:write']);
    const headers = bearer(key);
    const upload = dataOf(await callRest('POST', '/uploads', { body: clip, headers }), uploadShape, 201);
    // The owner's own session sees what the key has made.
    expect((await owner.send('GET', `/uploads/${upload.uploadId}`)).status).toBe(200);
    const other = await registerPerson();
    expect((await other.send('GET', `/uploads/${upload.uploadId}`)).status).toBe(404);

    const refused = await callRest('GET', '/videos?mine=true', { headers });
    expect(refusalOf(refused)).toBe('403 FORBIDDEN');
    expect(refused.body).toMatchObject({ error: { details: { scope: 'videos:read' } } });
    expect((await callRest('DELETE', `/uploads/${upload.uploadId}`, { headers })).status).toBe(200);
  });

  it('reads its owner’s private videos with videos:read, live events among them, and nothing of a stranger', async () => {
    const { videoId } = await owner.post('/uploads', uploadShape, clip, 201);
    const headers = bearer((await makeKey(['videos:read'])).key);
    const list = dataOf(await callRest('GET', '/videos?mine=true', { headers }), videoListShape);
    expect(list.videos.map(({ id }) => id)).toContain(videoId);
    const events = `${sharedStack().url}/api/v1/videos/${videoId}/events`;
    const end = new AbortController();
    const opened = await fetch(events, { headers, signal: end.signal });
    expect(opened.status).toBe(200);
    end.abort();
    const uploader = bearer((await makeKey(['uploads:write', 'videos:write'])).key);
    expect((await fetch(events, { headers: uploader })).status).toBe(403);
    const stranger = await registerPerson();
    const theirs = await stranger.post('/uploads', uploadShape, clip, 201);
    expect(refusalOf(await callRest('GET', `/videos/${theirs.videoId}`, { headers }))).toBe(
      '404 VIDEO_NOT_FOUND',
    );
  });

  it('can neither see, make nor revoke keys, nor end sessions, whatever its scopes', async () => {
    const { key, id } = await makeKey(['videos:read', 'videos:write', 'uploads:write']);
    const headers = bearer(key);
    const body = { name: 'child', scopes: ['videos:read'] };
    expect(refusalOf(await callRest('GET', '/api-keys', { headers }))).toBe('403 FORBIDDEN');
    expect(refusalOf(await callRest('POST', '/api-keys', { headers, body }))).toBe('403 FORBIDDEN');
    expect(refusalOf(await callRest('DELETE', `/api-keys/${id}`, { headers }))).toBe('403 FORBIDDEN');
    expect(refusalOf(await callRest('POST', '/auth/logout', { headers }))).toBe('403 FORBIDDEN');
  });

  it('is shown once; its list shows when it was used; revoked, its very next call is refused', async () => {
    const made = await makeKey(['videos:read']);
    const headers = bearer(made.key);
    expect((await callRest('GET', '/videos', { headers })).status).toBe(200);
    const { apiKeys } = await owner.get('/api-keys', keyListShape);
    const listed = apiKeys.find(({ id }) => id === made.id);
    expect(listed).toMatchObject({ prefix: made.key.slice(0, 10), lastUsedAt: expect.any(String) });
    expect(JSON.stringify(apiKeys)).not.toContain(made.key.slice(10));

    expect(dataOf(await owner.send('DELETE', `/api-keys/${made.id}`), z.unknown())).toEqual({
      revoked: true,
    });
    // Not taken for nobody: the public catalog is refused too.
    expect(refusalOf(await callRest('GET', '/videos', { headers }))).toBe('401 UNAUTHORIZED');
    expect(refusalOf(await owner.send('DELETE', `/api-keys/${made.id}`))).toBe('404 NOT_FOUND');
  });

  it('that nobody made, or of another shape, is refused before anything else', async () => {
    for (const key of [`slk_${'a'.repeat(43)}`, 'slk_', 'slk_x']) {
      expect(refusalOf(await callRest('GET', '/videos', { headers: bearer(key) }))).toBe('401 UNAUTHORIZED');
    }
  });

  it('counts before a cookie: a request with both is the key’s', async () => {
    const { key } = await makeKey(['uploads:write']);
    const headers = { ...bearer(key), cookie: 'sluice.session=whatever' };
    expect(refusalOf(await callRest('GET', '/videos?mine=true', { headers }))).toBe('403 FORBIDDEN');
  });
});

it('a key without scopes, of an unknown one, or that ended yesterday is not made', async () => {
  const attempt = async (changes: object) =>
    refusalOf(await owner.send('POST', '/api-keys', { name: 'x', scopes: ['videos:read'], ...changes }));
  expect(await attempt({ scopes: [] })).toBe('422 VALIDATION_FAILED');
  expect(await attempt({ scopes: ['accounts:all'] })).toBe('422 VALIDATION_FAILED');
  expect(await attempt({ name: ' ' })).toBe('422 VALIDATION_FAILED');
  expect(await attempt({ expiresAt: '2020-01-01T00:00:00Z' })).toBe('422 VALIDATION_FAILED');
  expect(refusalOf(await owner.send('DELETE', `/api-keys/${ulid()}`))).toBe('404 NOT_FOUND');
  expect(refusalOf(await callRest('GET', '/api-keys'))).toBe('401 UNAUTHORIZED');
});
