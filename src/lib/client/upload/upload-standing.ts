import { missingParts, partBytes } from '#lib/domain/multipart.ts';
import type { OpenUpload, UploadApi } from './upload-api.ts';

/** Where the server stands with an upload. */
interface Standing {
  readonly status: 'open' | 'completed' | 'gone';
  /** Part numbers, by the storage's own list. */
  readonly missing: readonly number[];
  readonly arrivedBytes: number;
}

export async function lookUp(api: UploadApi, upload: OpenUpload, sizeBytes: number): Promise<Standing> {
  const { status, received } = await api.progress(upload.uploadId);
  if (status === 'completed') return { status, missing: [], arrivedBytes: sizeBytes };
  if (status !== 'open') return { status: 'gone', missing: [], arrivedBytes: 0 };
  const missing = missingParts(sizeBytes, upload, received);
  const lacking = missing.reduce((sum, number) => sum + partBytes(sizeBytes, upload, number), 0);
  return { status, missing, arrivedBytes: sizeBytes - lacking };
}
