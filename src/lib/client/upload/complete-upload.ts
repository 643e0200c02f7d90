import { problemOf } from '../problem.ts';
import type { OpenUpload, UploadApi } from './upload-api.ts';

/** @returns numbers of the parts that the server finds missing; none when all is done */
export async function completeUpload(api: UploadApi, upload: OpenUpload): Promise<readonly number[]> {
  try {
    await api.complete(upload.uploadId);
    return [];
  } catch (error) {
    const { code, details } = problemOf(error);
    const missing = Array.isArray(details.missing)
      ? details.missing.filter((part) => typeof part === 'number')
      : [];
    if (code !== 'UPLOAD_INCOMPLETE' || missing.length === 0) throw error;
    return missing;
  }
}
