'use client';

import { FileUp } from 'lucide-react';
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react';

interface DropZoneProps {
  readonly limit: string;
  /** With files below it, which matter more then. */
  readonly isCompact: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Beside `video/*` the names of containers whose type browsers do not know. */
const ACCEPTED = 'video/*,.mkv,.m4v,.ts,.mts,.flv,.ogv,.3gp';

export function DropZone({ limit, isCompact, onFiles }: DropZoneProps) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const takeChosen = useCallback(() => {
    const { current } = input;
    if (!current?.files?.length) return;
    onFiles([...current.files]);
    // So that the same file can be chosen again.
    current.value = '';
  }, [onFiles]);

  // What was chosen while the page's code was still on its way: no event tells of it.
  useEffect(takeChosen, [takeChosen]);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  function hover(event: DragEvent): void {
    // Without this the browser would open the file in place of the page.
    event.preventDefault();
    setIsOver(true);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the file input within is the accessible one
    <div
      data-testid="drop-zone"
      onDragOver={hover}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={`grid justify-items-center gap-4 rounded-2xl border-2 border-dashed px-4 text-center transition-colors ${isCompact ? 'py-6' : 'py-12 sm:py-16'} ${
        isOver ? 'border-accent bg-accent-wash' : 'border-control-line bg-surface'
      }`}
    >
      {!isCompact && <FileUp className="size-10 text-accent" strokeWidth={1.5} aria-hidden="true" />}
      <p className="text-lg font-semibold max-sm:hidden">Drop videos here</p>
      <label className="button button-primary has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent">
        Choose files
        <input ref={input} type="file" multiple accept={ACCEPTED} className="sr-only" onChange={takeChosen} />
      </label>
      <p className="text-sm text-muted">
        MP4, MOV, WebM, MKV and more, up to {limit} each. They stay private until you publish them.
      </p>
    </div>
  );
}
