import type { TRPCClient } from '@trpc/client';
import type { PartPlan, ReceivedPart } from '#lib/domain/multipart.ts';
import type { Visibility } from '#lib/domain/video-status.ts';
import type { AppRouter } from '#server/api/root.ts';

export interface UploadDetails {
  readonly title: string;
  readonly visibility: Visibility;
}

export interface DeclaredUpload extends UploadDetails {
  readonly filename: string;
  readonly fileSize: number;
  readonly contentType: string;
}

export interface OpenUpload extends PartPlan {
  readonly uploadId: string;
  readonly videoId: string;
}

/** What the uploader asks of the server. */
export interface UploadApi {
  create(file: DeclaredUpload): Promise<OpenUpload>;
  signParts(uploadId: string, partNumbers: readonly number[]): Promise<readonly SignedPart[]>;
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
  readonly partNumber: number;
  readonly url: string;
}

export function createTrpcUploadApi(client: TRPCClient<AppRouter>): UploadApi {
  return {
    create: (file) => client.uploads.create.mutate(file),
    signParts: async (uploadId, partNumbers) => {
      const { parts } = await client.uploads.signParts.mutate({ uploadId, partNumbers: [...partNumbers] });
      return parts;
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
