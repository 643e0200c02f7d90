import { AppError } from '#lib/domain/errors.ts';

/** Far more than any input has. */
const MAX_JSON_BYTES = 1024 * 1024;
/** A megabyte of captions, with every line end escaped. */
const MAX_CAPTIONS_BYTES = 2 * MAX_JSON_BYTES;
/** Of REST and of tRPC, alone or in a batch. */
const captionsPath = /\/captions$|captions\.put/;

/**
 * The body of a call, never more of it in memory than is allowed, whatever its Content-Length claims.
 * @throws AppError FILE_TOO_LARGE
 */
export async function readJsonBody(request: Request): Promise<string> {
  const maxBytes = captionsPath.test(new URL(request.url).pathname) ? MAX_CAPTIONS_BYTES : MAX_JSON_BYTES;
  const tooLarge = () =>
    new AppError('FILE_TOO_LARGE', `Send a body of at most ${maxBytes} bytes.`, { details: { maxBytes } });
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const piece of request.body) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
