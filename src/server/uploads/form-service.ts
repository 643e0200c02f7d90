import { AppError } from '#lib/domain/errors.ts';
import { sourceKey } from '#lib/domain/object-keys.ts';
import type { VideoStatus } from '#lib/domain/video-status.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { cutParts } from './cut-parts.ts';
import { type DeclaredFile, type OpeningParts, openSession } from './open-session.ts';
import { createPartLane } from './part-lane.ts';
import { judgeDeclaration, mostBytesOf, WEB_PART_BYTES } from './policy.ts';
import { leftOf, tightestOf } from './quota.ts';
import { advanceReceived, settleSize } from './repository.ts';
import type { createUploadService } from './service.ts';
import { needMultipart } from './sign-parts.ts';
import { readUsage } from './usage-repository.ts';
import { type StreamGate, withoutSilence } from './web-stream-gate.ts';

/** Put off with every part: of a web that died nobody waits longer for the room. */
const LIFETIME_MS = 15 * 60_000;
/** A form's length tells the file's but for its fields and boundaries. */
const SLACK_BYTES = 64 * 1024;

type Details = Pick<DeclaredFile, 'title' | 'description' | 'visibility'>;

export interface FormFile extends Details {
  readonly filename: string;
  readonly contentType: string;
  /** Of the whole form, bytes; null when its client does not say. */
  readonly formBytes: number | null;
}

export interface FormServiceParts extends OpeningParts {
  readonly store: ObjectStore;
  readonly sourceBucket: string;
  readonly gate: StreamGate;
  readonly uploads: Pick<ReturnType<typeof createUploadService>, 'abort' | 'complete'>;
}

/** The form-data door: one request whose file streams through web to the store, and nothing of it stays here. */
export function createFormService(parts: FormServiceParts) {
  const { db, clock, settings, store, sourceBucket, gate, uploads } = parts;

  async function open(viewer: Viewer, file: FormFile): Promise<UploadSessionRow> {
    const { rules } = await settings();
    const most = mostBytesOf(rules, 'form');
    const formBytes = file.formBytes ?? most;
    const fileSize = formBytes - SLACK_BYTES > most ? formBytes : Math.min(formBytes, most);
    const declared = { ...file, fileSize };
    const contentType = judgeDeclaration(rules, declared, 'form');
    const slackBytes = file.formBytes === null ? fileSize : SLACK_BYTES;
    return openSession(parts, viewer, declared, {
      ...{ door: 'form', contentType, videoId: clock.newId() },
      ...{ partSize: WEB_PART_BYTES, lifetimeMs: LIFETIME_MS, slackBytes },
    });
  }

  /** @returns the bytes of the file */
  async function receive(session: UploadSessionRow, stream: AsyncIterable<Uint8Array>): Promise<number> {
    const { id, videoId, partSize, sizeBytes } = session;
    const source = { bucket: sourceBucket, key: sourceKey(videoId) };
    const { address } = await needMultipart(parts, session, source, null);
    const lane = createPartLane();
    let received = 0;
    let partNumber = 0;
    const cut = { partSize, head: new Uint8Array(), mostBytes: sizeBytes };
    try {
      for await (const { bytes, end } of cutParts(withoutSilence(stream), cut)) {
        if (end === 'cut') continue;
        const from = received;
        const to = from + bytes.length;
        if (to > sizeBytes) throw await tooMuch(session);
        const number = ++partNumber;
        received = to;
        await lane.push(async () => {
          await store.writePart(address, number, bytes);
          const expiresAt = new Date(clock.now().getTime() + LIFETIME_MS);
          if (!(await advanceReceived(db, id, { from, to, expiresAt }))) throw new AppError('UPLOAD_CLOSED');
        });
      }
      await lane.end();
      return received;
    } finally {
      // What is aborted then must not be written to any more.
      await lane.rest();
    }
  }

  async function tooMuch({ ownerId, sizeBytes: left }: UploadSessionRow): Promise<AppError> {
    const { rules, limits } = await settings();
    const most = mostBytesOf(rules, 'form');
    if (left >= most) return new AppError('FILE_TOO_LARGE', undefined, { details: { maxBytes: most } });
    const limit = tightestOf(leftOf(limits, await readUsage(db, ownerId, clock.now())));
    return new AppError('QUOTA_EXCEEDED', undefined, { details: { limit, left } });
  }

  async function settle(session: UploadSessionRow, sizeBytes: number, details: Details): Promise<void> {
    const given = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
    const isOpen = await db.transaction((tx) => settleSize(tx, session, sizeBytes, given));
    if (!isOpen) throw new AppError('UPLOAD_CLOSED');
  }

  return {
    /**
     * Takes the file of a form and queues its video. Whatever goes wrong, nothing of it is left.
     * @param ending resolves once the form has ended well, to what came after the file
     */
    receive(
      viewer: Viewer,
      file: FormFile,
      stream: AsyncIterable<Uint8Array>,
      ending: () => Promise<Details>,
    ): Promise<{ videoId: string; status: VideoStatus }> {
      return gate.pass(async () => {
        const session = await open(viewer, file);
        try {
          const sizeBytes = await receive(session, stream);
          if (sizeBytes === 0) throw new AppError('VALIDATION_FAILED', 'The file is empty.');
          await settle(session, sizeBytes, await ending());
          return await uploads.complete(viewer, session.id);
        } catch (error) {
          // When this fails too, it expires.
          await uploads.abort(viewer, session.id).catch(() => undefined);
          throw error;
        }
      });
    },
  };
}
