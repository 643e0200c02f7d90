import { expect, test } from 'vitest';
import { commandOfKey } from './keyboard.ts';

const page = { onControl: false, inPlayer: false };
const stroke = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

test.each([
  [' ', { kind: 'toggle-play' }],
  ['K', { kind: 'toggle-play' }],
  ['j', { kind: 'seek-by', seconds: -10 }],
  ['ArrowRight', { kind: 'seek-by', seconds: 5 }],
  ['f', { kind: 'toggle-fullscreen' }],
  ['m', { kind: 'toggle-mute' }],
  ['T', { kind: 'toggle-theatre' }],
  ['c', { kind: 'toggle-captions' }],
  ['<', { kind: 'speed-by', step: -1 }],
  ['>', { kind: 'speed-by', step: 1 }],
  ['?', { kind: 'show-help' }],
  ['9', { kind: 'seek-to', share: 0.9 }],
])('%j anywhere on the page is a command', (key, command) =>
  expect(commandOfKey(stroke(key), page)).toEqual(command),
);

test.each(['ctrlKey', 'altKey', 'metaKey'] as const)(
  'with %s held the browser keeps its own shortcut',
  (held) => {
    expect(commandOfKey(stroke('f', { [held]: true }), page)).toBeUndefined();
  },
);

test('a focused button keeps its space bar, a slider its arrows', () => {
  const control = { onControl: true, inPlayer: true };
  for (const key of [' ', 'ArrowLeft', 'ArrowUp']) expect(commandOfKey(stroke(key), control)).toBeUndefined();
});

test('up and down scroll the page unless the player has the focus', () => {
  expect(commandOfKey(stroke('ArrowUp'), page)).toBeUndefined();
  expect(commandOfKey(stroke('ArrowUp'), { onControl: false, inPlayer: true })).toEqual({
    kind: 'volume-by',
    share: 0.1,
  });
});

test('other keys are the page’s', () => expect(commandOfKey(stroke('Tab'), page)).toBeUndefined());
