'use client';

import { useLiveMine } from '#lib/client/live/use-live-mine.ts';
import { useUploadQueue, useUploads } from '#lib/client/upload/uploads-provider.tsx';
import { DropZone } from './drop-zone.tsx';
import { UploadRow } from './upload-row.tsx';

export function UploadPanel({ limit }: { readonly limit: string }) {
  const queue = useUploadQueue();
  const uploads = useUploads();
  useLiveMine();
  return (
    <>
      <DropZone limit={limit} isCompact={uploads.length > 0} onFiles={queue.add} />
      {uploads.length > 0 && (
        <section aria-labelledby="uploads-title" className="mt-10">
          <h2 id="uploads-title" className="mb-4 text-lg font-semibold">
            Your files
          </h2>
          <ul className="grid grid-cols-1 gap-4">
            {uploads.map((upload) => (
              <UploadRow key={upload.id} upload={upload} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
