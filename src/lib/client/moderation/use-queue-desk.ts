'use client';

import { useRef, useState } from 'react';
import { type Decision, stateAfter } from '#lib/domain/moderation.ts';
import type { QueueCommand } from './queue-keys.ts';
import type { QueuedVideo } from './types.ts';
import { useDecisions, type Words } from './use-decisions.ts';

/** A decision that waits for its words. */
export interface Pending {
  readonly decision: Decision;
  readonly videos: readonly QueuedVideo[];
}

/** Which video of the queue is looked at, which are selected, and what is decided about them. */
export function useQueueDesk(videos: readonly QueuedVideo[]) {
  const desk = useDecisions();
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [playingId, setPlayingId] = useState<string | null>(null);
  const [pending, setPending] = useState<Pending | null>(null);
  const rows = useRef(new Map<string, HTMLElement>());

  const current = videos.find(({ id }) => id === currentId) ?? videos[0];
  // What left the list is not decided about by what comes next.
  const selected = videos.filter(({ id }) => selectedIds.has(id));
  const subject = selected.length > 0 ? selected : current ? [current] : [];

  function toggle(id: string): void {
    const next = new Set(selectedIds);
    if (!next.delete(id)) next.add(id);
    setSelectedIds(next);
  }

  function focusOn(video: QueuedVideo | undefined): void {
    if (!video) return;
    setCurrentId(video.id);
    rows.current.get(video.id)?.focus();
  }

  function move(by: 1 | -1): void {
    const at = videos.findIndex(({ id }) => id === current?.id);
    // The first stroke goes to the first one; nothing was looked at before.
    const next = currentId === null ? 0 : Math.max(0, Math.min(videos.length - 1, at + by));
    focusOn(videos[next]);
  }

  function carryOut({ decision, videos: about }: Pending, words?: Words): void {
    const decided = new Set(about.map(({ id }) => id));
    const after = videos.slice(videos.findIndex(({ id }) => decided.has(id)));
    setCurrentId(after.find(({ id }) => !decided.has(id))?.id ?? null);
    setSelectedIds(new Set());
    if (playingId && decided.has(playingId)) setPlayingId(null);
    void desk.decide(decision, about, words);
  }

  /** At once where nothing needs to be said, else its words are asked for first. */
  function begin(decision: Decision, about: readonly QueuedVideo[] = subject): void {
    const possible = about.filter(({ moderation }) => stateAfter(decision, moderation));
    if (possible.length === 0 || desk.isBusy) return;
    if (decision === 'approve') {
      carryOut({ decision, videos: possible });
      return;
    }
    if (decision !== 'restore') desk.prepareTakedown(possible);
    setPending({ decision, videos: possible });
  }

  function preview(video: QueuedVideo | undefined): void {
    if (!video?.previewUrl) return;
    setCurrentId(video.id);
    setPlayingId(playingId === video.id ? null : video.id);
  }

  /** @param onHelp what `?` opens */
  function run(command: QueueCommand, onHelp: () => void): void {
    switch (command.kind) {
      case 'move':
        move(command.by);
        break;
      case 'select':
        if (current) toggle(current.id);
        break;
      case 'preview':
        preview(current);
        break;
      case 'decide':
        begin(command.decision);
        break;
      case 'undo':
        void desk.undo();
        break;
      case 'help':
        onHelp();
        break;
    }
  }

  return {
    desk,
    currentId,
    playingId,
    pending,
    selected,
    isSelected: (id: string) => selectedIds.has(id),
    toggle,
    selectAll: () =>
      setSelectedIds(selected.length === videos.length ? new Set() : new Set(videos.map(({ id }) => id))),
    preview,
    begin,
    confirm: (words: Words) => pending && carryOut(pending, words),
    closePending: () => setPending(null),
    run,
    rowRef: (id: string) => (element: HTMLElement | null) => {
      if (element) rows.current.set(id, element);
      else rows.current.delete(id);
    },
  };
}
