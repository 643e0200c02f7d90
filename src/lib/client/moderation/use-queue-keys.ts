'use client';

import { useEffect, useEffectEvent } from 'react';
import { type QueueCommand, queueCommandOf } from './queue-keys.ts';

/** Where keys are letters, or belong to what is open above the page. */
const OWN_KEYS = 'input:not([type=checkbox]), textarea, select, [contenteditable], dialog *, [role=dialog] *';

/** The queue's keys work on the whole page, except where one types. */
export function useQueueKeys(run: (command: QueueCommand) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.defaultPrevented || target?.closest(OWN_KEYS)) return;
    const command = queueCommandOf(event);
    if (!command) return;
    event.preventDefault();
    run(command);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
