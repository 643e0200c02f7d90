import type { TRPCClient } from '@trpc/client';
import type { PartPlan, ReceivedPart } from '#lib/domain/multipart.ts';
import type { Visibility } from '#lib/domain/video-status.ts';
import type { AppRouter } from '#server/api/root.ts';

export interface UploadDetails {
  readonly title: string;
  readonly description: string;
  readonly visibility: Visibility;
}

export interface DeclaredUpload extends UploadDetails {
  readonly filename: string;
  readonly fileSize: number;
  readonly contentType: string;
  /** Asked again with the same one, the server answers with the same upload. */
  readonly idempotencyKey: string;
}

export interface OpenUpload extends PartPlan {
  readonly uploadId: string;
  readonly videoId: string;
}

/** What the uploader asks of the server. */
export interface UploadApi {
  /** Idempotent, by the key. */
  create(file: DeclaredUpload): Promise<OpenUpload>;
  /** @param sha256 base64; for all parts of an upload or for none */
  signPart(uploadId: string, partNumber: number, sha256: string | undefined): Promise<SignedPart>;
  progress(uploadId: string): Promise<UploadProgress>;
  /** Idempotent. */
  complete(uploadId: string): Promise<void>;
  /** Idempotent. */
  abort(uploadId: string): Promise<void>;
  describeVideo(videoId: string, details: UploadDetails): Promise<void>;
}

export interface UploadProgress {
  /** `open`, `completed`, `aborted` or `expired`. */
  readonly status: string;
  /** By the storage's own list; empty unless open. */
  readonly received: readonly ReceivedPart[];
}

export interface SignedPart {
  readonly url: string;
  /** To send along with the bytes. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export function createTrpcUploadApi(client: TRPCClient<AppRouter>): UploadApi {
  return {
    create: (file) => client.uploads.create.mutate(file),
    signPart: async (uploadId, partNumber, sha256) => {
      const checksums = sha256 === undefined ? undefined : { [partNumber]: sha256 };
      const { parts } = await client.uploads.signParts.mutate({
        uploadId,
        partNumbers: [partNumber],
        checksums,
      });
      const [part] = parts;
      if (!part) throw new Error(`part ${partNumber} was not signed`);
      return part;
    },
    progress: (uploadId) => client.uploads.get.query({ uploadId }),
    complete: async (uploadId) => {
      await client.uploads.complete.mutate({ uploadId });
    },
    abort: async (uploadId) => {
      await client.uploads.abort.mutate({ uploadId });
    },
    describeVideo: async (id, details) => {
      await client.videos.update.mutate({ id, ...details });
    },
  };
}
