'use client';

import { useUploads } from './uploads-provider.tsx';
import type { UploadState } from './upload-state.ts';

/** The upload of this page that feeds a video, if it is one of this page's. */
export function useRunningUpload(videoId: string): UploadState | undefined {
  return useUploads().find((upload) => upload.videoId === videoId);
}
