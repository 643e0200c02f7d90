import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { AppError } from '#lib/domain/errors.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { WebContainer } from '../container.ts';
import type { RestCall } from './door.ts';
import { videoDetails } from './inputs/videos.ts';
import { restAnswer } from './rest-answer.ts';

const FILE_FIELD = 'video';
/** A description of 5,000 characters in UTF-8. */
const limits = { files: 1, fields: 20, parts: 25, fieldSize: 20_000, fieldNameSize: 100, headerPairs: 20 };
/** After a refusal so much more is read and thrown away: a client that still sends would not see the answer. */
const LINGER_BYTES = 32 * 1024 ** 2;
const LINGER_MS = 5_000;

const details = videoDetails.omit({ id: true });

/** Fields of other names mean nothing here. */
function readDetails(fields: ReadonlyMap<string, string>) {
  const said = (name: string) => fields.get(name) || undefined;
  return details.parse({
    title: said('title'),
    description: said('description'),
    visibility: said('visibility'),
  });
}

function openForm(request: Request): BusboyInstance {
  const contentType = request.headers.get('content-type') ?? '';
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch {
    throw new AppError('VALIDATION_FAILED', 'Send multipart/form-data with a boundary.');
  }
}

/**
 * Takes a form whose field `video` is the file. The file is on its way to the store while it is read; fields may come
 * before it or after it.
 * @throws AppError as every door; VALIDATION_FAILED for a form without the file, or broken
 */
async function receiveForm(container: WebContainer, request: Request, viewer: Viewer) {
  const form = openForm(request);
  const body = request.body;
  if (!body) throw new AppError('VALIDATION_FAILED', 'The form is empty.');
  const source = Readable.fromWeb(body as ReadableStream);
  const length = request.headers.get('content-length');
  const fields = new Map<string, string>();
  const { promise: parsed, resolve: endParsing, reject: failParsing } = Promise.withResolvers<void>();
  parsed.catch(() => undefined);
  let file: BusboyFileStream | undefined;
  let receiving: ReturnType<WebContainer['forms']['receive']> | undefined;

  form.on('field', (name, value, isNameCut, isValueCut) => {
    if (isNameCut || isValueCut) fail(new AppError('VALIDATION_FAILED', 'A field is too long.'));
    else fields.set(name, value);
  });
  form.on('fieldsLimit', () => fail(new AppError('VALIDATION_FAILED', 'There are too many fields.')));
  form.on('filesLimit', () => fail(new AppError('VALIDATION_FAILED', 'Send one file.')));
  form.on('file', (name, stream, filename, _encoding, contentType) => {
    file = stream;
    // Of a form that broke off: told through `parsed`.
    stream.on('error', () => undefined);
    if (name !== FILE_FIELD) return fail(new AppError('VALIDATION_FAILED', 'Send the file as `video`.'));
    if (!filename || filename.length > 255)
      return fail(new AppError('VALIDATION_FAILED', 'The file has no name of at most 255 characters.'));
    receiving = receive(stream, filename, contentType);
    receiving.catch(fail);
  });

  async function receive(stream: BusboyFileStream, filename: string, contentType: string) {
    const declared = { filename, contentType, formBytes: length === null ? null : Number(length) };
    return container.forms.receive(viewer, { ...declared, ...readDetails(fields) }, stream, async () => {
      await parsed;
      return readDetails(fields);
    });
  }

  /** The first reason counts. */
  function fail(error: unknown): void {
    failParsing(error);
    source.unpipe(form);
    file?.destroy(error instanceof Error ? error : undefined);
    linger(source);
  }

  pipeline(source, form).then(
    () => endParsing(),
    (error: unknown) => {
      const broken = new AppError('VALIDATION_FAILED', 'The form broke off, or is none.', { cause: error });
      failParsing(broken);
      file?.destroy(broken);
    },
  );
  try {
    await parsed;
    if (!receiving) throw new AppError('VALIDATION_FAILED', 'Send the file as `video`.');
    return await receiving;
  } catch (error) {
    // Who is refused finds nothing left of it.
    await receiving?.catch(() => undefined);
    throw error;
  }
}

/** Reads on for a while, and then closes the line. */
function linger(source: Readable): void {
  let left = LINGER_BYTES;
  const timer = setTimeout(() => source.destroy(), LINGER_MS).unref();
  source.on('error', () => undefined);
  source.once('close', () => clearTimeout(timer));
  source.on('data', (chunk: Uint8Array) => {
    left -= chunk.length;
    if (left < 0) source.destroy();
  });
  // It was paused when the form let go of it; what is left unread would stand before the next request of the line.
  source.resume();
}

export async function answerFormUpload(
  request: Request,
  { container, viewer, headers }: Pick<RestCall, 'container' | 'viewer' | 'headers'>,
): Promise<Response> {
  if (!viewer) throw new AppError('UNAUTHORIZED');
  const data = await receiveForm(container, request, viewer);
  return restAnswer(200, { success: true, data }, headers);
}
