import { expect, it } from 'vitest';
import { readJsonBody } from './json-body.ts';

/** A body of a length that nobody declared, in pieces of 64 KiB; `sent` counts what was asked for. */
function stream(path: string, pieces: number) {
  const state = { sent: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (state.sent === pieces) return controller.close();
      state.sent += 1;
      controller.enqueue(new Uint8Array(65_536).fill(97));
    },
  });
  // Node asks for it; the types of browsers do not know it.
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  const request = new Request(`http://sluice.example${path}`, init);
  return { request, state };
}

it('a body up to the limit is read whole, characters across pieces too', async () => {
  const text = '💥'.repeat(200_000);
  const request = new Request('http://sluice.example/api/v1/x', { method: 'POST', body: text });
  expect(await readJsonBody(request)).toBe(text);
  expect(await readJsonBody(stream('/api/v1/x', 16).request)).toHaveLength(1_048_576);
});

it('a larger one is refused with 413, and no more of it is taken in than the limit', async () => {
  const { request, state } = stream('/api/v1/x', 1_000);
  await expect(readJsonBody(request)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE', status: 413 });
  expect(state.sent).toBeLessThan(20);
});

it('one that says itself that it is too large is not looked at', async () => {
  const headers = { 'content-length': '1048577' };
  const request = new Request('http://sluice.example/api/v1/x', { method: 'POST', body: '{}', headers });
  await expect(readJsonBody(request)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
});

it.each(['/api/v1/videos/1/captions', '/api/trpc/captions.put'])(
  'captions may be larger: %s',
  async (path) => {
    expect(await readJsonBody(stream(path, 32).request)).toHaveLength(2_097_152);
    await expect(readJsonBody(stream(path, 33).request)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  },
);
