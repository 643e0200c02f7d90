'use client';

import type { UploadState } from './upload-state.ts';
import { useUploads } from './uploads-provider.tsx';

/** The upload of this page that feeds a video, if it is one of this page's. */
export function useRunningUpload(videoId: string): UploadState | undefined {
  return useUploads().find((upload) => upload.videoId === videoId);
}
