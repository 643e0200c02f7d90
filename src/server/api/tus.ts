import { Server } from '@tus/server';
import { AppError, statusOfError } from '#lib/domain/errors.ts';
import type { Viewer } from '../accounts/viewer.ts';
import { checksumAlgorithms, parseChecksum } from '../uploads/upload-checksum.ts';
import type { UploadLocks } from '../uploads/upload-locks.ts';
import type { RestCall } from './door.ts';
import { toAppError } from './errors.ts';
import { TusStore } from './tus-store.ts';

/** After that, a request whose lock is wanted stops reading: what it has by then is kept. */
const DRAIN_MS = 100;
/** https://tus.io/protocols/resumable-upload#checksum */
const CHECKSUM_MISMATCH = 460;
const BAD_REQUEST = 400;
const CONFLICT = 409;
const LOCKED = 423;
const GONE = 410;

/** What the protocol itself refuses, in its own words. */
interface ProtocolError {
  readonly status_code: number;
  readonly body: string;
}

function isProtocolError(error: unknown): error is ProtocolError {
  return typeof error === 'object' && error !== null && 'status_code' in error && 'body' in error;
}

function protocolErrorOf(error: unknown): ProtocolError | undefined {
  if (isProtocolError(error)) return error;
  // By name, for the reason given at AppError: the service may be of another route's bundle.
  const name = error instanceof Error ? error.name : '';
  if (name === 'ChecksumMismatch') return { status_code: CHECKSUM_MISMATCH, body: 'Checksum Mismatch\n' };
  if (name === 'OffsetMoved') return { status_code: CONFLICT, body: 'Upload-Offset conflict\n' };
  return undefined;
}

function lockerOf(locks: UploadLocks) {
  return {
    newLock(id: string) {
      const lock = locks.of(id);
      return {
        async lock(signal: AbortSignal, end: () => void) {
          const error: ProtocolError = {
            status_code: LOCKED,
            body: 'Another request writes to this upload\n',
          };
          if (!(await lock.take(signal, end))) throw error;
        },
        unlock: () => lock.release(),
      };
    },
  };
}

/** Only to learn what this server can do. Anonymous, and of no upload. */
const nobody: Viewer = { userId: '', sessionId: '', email: '', name: '', role: 'user' };

/**
 * Answers `/api/tus`: the protocol is @tus/server's, the upload ours. A refusal of ours has the envelope of the REST
 * surface as its body, and 410 for an upload that is over.
 */
export async function handleTus(
  request: Request,
  { container, viewer, headers }: Pick<RestCall, 'container' | 'viewer' | 'headers'>,
): Promise<Response> {
  const isQuestion = request.method === 'OPTIONS';
  if (!viewer && !isQuestion) throw new AppError('UNAUTHORIZED');
  const asker = viewer ?? nobody;
  const { tus, tusLocks, log } = container;
  const declared = request.headers.get('upload-checksum');
  const checksum = declared === null ? null : parseChecksum(declared);
  const store = new TusStore(tus, asker, checksum ?? null);
  let refusal: AppError | undefined;

  const server = new Server({
    path: '/api/tus',
    datastore: store,
    locker: lockerOf(tusLocks),
    lockDrainTimeout: DRAIN_MS,
    relativeLocation: true,
    // Told to who asks; what is too large is refused with the other rules.
    maxSize: (_, id) => (id === null ? tus.mostBytes() : 0),
    namingFunction: tus.newId,
    // Who may share is the door's to say.
    allowedOrigins: () => false,
    async onIncomingRequest(_, id) {
      if (checksum === undefined) {
        const error: ProtocolError = { status_code: BAD_REQUEST, body: 'Unsupported checksum\n' };
        throw error;
      }
      // Before the lock is asked for: a stranger must not stop an upload.
      if (request.method !== 'POST') await tus.needOwn(asker, id);
    },
    async onUploadFinish(_, { id }) {
      const { videoId } = await tus.finish(asker, id);
      return { headers: { 'X-Video-Id': videoId } };
    },
    onResponseError(_, error) {
      const protocolError = protocolErrorOf(error);
      if (protocolError) return protocolError;
      refusal = toAppError(error);
      if (refusal.code === 'INTERNAL') log.error({ err: error }, 'a tus request failed');
      const status_code = refusal.code === 'UPLOAD_CLOSED' ? GONE : statusOfError(refusal.code);
      return { status_code, body: '' };
    },
  });

  const response = await server.handleWeb(request);
  // Its client never learns the address: nobody would go on with it.
  if (store.createdId && response.status !== 201)
    await tus.terminate(asker, store.createdId).catch(() => undefined);
  if (isQuestion) response.headers.set('Tus-Checksum-Algorithm', checksumAlgorithms.join(','));
  response.headers.set('Cache-Control', 'no-store');
  for (const [name, value] of headers) response.headers.set(name, value);
  return refusal ? refused(refusal, response) : response;
}

function refused({ code, message, details = {} }: AppError, { status, headers }: Response): Response {
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify({ success: false, error: { code, message, details } }), {
    status,
    headers,
  });
}
