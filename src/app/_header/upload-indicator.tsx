'use client';

import { isBusy, uploadPercent } from '#lib/client/upload/upload-state.ts';
import { useUploads } from '#lib/client/upload/uploads-provider.tsx';

/** Uploads go on while one looks at other pages; this says so. */
export function UploadIndicator() {
  const current = useUploads().find((upload) => isBusy(upload) && upload.phase !== 'waiting');
  if (!current) return null;
  return (
    <span className="tabular rounded-full bg-accent px-2 py-0.5 text-xs font-semibold text-on-accent">
      {uploadPercent(current)} %
    </span>
  );
}
