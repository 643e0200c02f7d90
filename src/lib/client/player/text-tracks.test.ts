import { expect, test } from 'vitest';
import type { Player } from './create-player.ts';
import { toggleCaptions } from './text-tracks.ts';

const track = (kind: string, language: string) => ({ kind, language, mode: 'disabled' });
const playerWith = (...tracks: ReturnType<typeof track>[]) =>
  ({ textTracks: () => tracks }) as unknown as Player;

test('captions come and go, and the language that was shown last comes back', () => {
  const [chapters, english, german] = [
    track('chapters', 'en'),
    track('captions', 'en'),
    track('captions', 'de'),
  ];
  const player = playerWith(chapters, english, german);
  expect(toggleCaptions(player, undefined)).toBeUndefined();
  expect(english.mode).toBe('showing');
  english.mode = 'disabled';
  german.mode = 'showing';
  const last = toggleCaptions(player, undefined);
  expect([last, german.mode]).toEqual(['de', 'disabled']);
  toggleCaptions(player, last);
  expect([english.mode, german.mode, chapters.mode]).toEqual(['disabled', 'showing', 'disabled']);
});

test('a video without captions stays without', () => {
  expect(toggleCaptions(playerWith(track('chapters', 'en')), 'en')).toBe('en');
});
