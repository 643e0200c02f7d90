import type { Decision } from '#lib/domain/moderation.ts';

export type QueueCommand =
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'select' | 'preview' | 'undo' | 'help' }
  | { readonly kind: 'decide'; readonly decision: Decision };

interface Keystroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** As the help lists them. */
export const queueShortcuts = [
  ['J K', 'Next or previous video'],
  ['X', 'Select it, or not'],
  ['P', 'Play it, or close the player'],
  ['A', 'Approve'],
  ['R', 'Reject'],
  ['H', 'Hide'],
  ['T', 'Restore what was taken down'],
  ['U', 'Undo the last takedown'],
  ['?', 'Show this list'],
] as const;

const commands: Readonly<Record<string, QueueCommand>> = {
  j: { kind: 'move', by: 1 },
  k: { kind: 'move', by: -1 },
  x: { kind: 'select' },
  p: { kind: 'preview' },
  a: { kind: 'decide', decision: 'approve' },
  r: { kind: 'decide', decision: 'reject' },
  h: { kind: 'decide', decision: 'hide' },
  t: { kind: 'decide', decision: 'restore' },
  u: { kind: 'undo' },
  '?': { kind: 'help' },
};

/** What a key means to the queue; undefined leaves it to the page. */
export function queueCommandOf({ key, ctrlKey, altKey, metaKey }: Keystroke): QueueCommand | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const name = key.toLowerCase();
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}
