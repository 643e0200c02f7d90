'use client';

import { FileUp } from 'lucide-react';
import { useUploadQueue } from '#lib/client/upload/uploads-provider.tsx';

interface ChooseAgainProps {
  readonly id: string;
  readonly filename: string;
}

/** A page may not open a file by itself after a reload: somebody has to point at it once more. */
export function ChooseAgain({ id, filename }: ChooseAgainProps) {
  const queue = useUploadQueue();
  return (
    <label className="button button-small button-primary has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent">
      <FileUp className="size-4" aria-hidden="true" />
      <span>
        Choose the file<span className="sr-only"> {filename} again</span>
      </span>
      <input
        type="file"
        className="sr-only"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void queue.giveFile(id, file);
          // So that the same file can be chosen again.
          currentTarget.value = '';
        }}
      />
    </label>
  );
}
