import { expect, it } from 'vitest';
import { AppError } from '#lib/domain/errors.ts';
import type { WebContainer } from '../container.ts';
import { answerFormUpload } from './form-upload.ts';

const viewer = { userId: 'u', sessionId: 's', email: 'a@example.test', name: 'Ada', role: 'user' } as const;

/** A form door that takes nothing to a store. */
function containerWith(receive: WebContainer['forms']['receive']): WebContainer {
  return { forms: { receive } } as unknown as WebContainer;
}
function formOf(fields: Record<string, string>): Request {
  const form = new FormData();
  form.append('video', new Blob(['bytes'], { type: 'video/mp4' }), 'clip.mp4');
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return new Request('http://localhost/api/v1/upload', { method: 'POST', body: form });
}
const answer = (receive: WebContainer['forms']['receive'], fields: Record<string, string> = {}) =>
  answerFormUpload(formOf(fields), { container: containerWith(receive), viewer, headers: new Headers() });

async function drain(stream: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of stream);
}

it('refuses at once what is wrong only after the file has come', async () => {
  const refusal = answer(
    async (_viewer, _file, stream, ending) => {
      await drain(stream);
      await ending();
      throw new Error('not reached');
    },
    { visibility: 'everyone' },
  );
  await expect(refusal).rejects.toThrow(/visibility/);
});

it('refuses at once what is wrong with the file as a whole', async () => {
  const refusal = answer(async (_viewer, _file, stream) => {
    await drain(stream);
    throw new AppError('VALIDATION_FAILED', 'The file is empty.');
  });
  await expect(refusal).rejects.toThrow('The file is empty.');
});
