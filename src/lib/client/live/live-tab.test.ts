import { describe, expect, it } from 'vitest';
import type { LiveWish } from '#lib/domain/live-wish.ts';
import type { VideoState } from '../trpc.ts';
import { createFakeBrowser } from './testing/fake-browser.ts';

const mine: LiveWish = { mine: true, ids: [] };
const video = (id: string): LiveWish => ({ mine: false, ids: [id] });
const state = (videoId: string, version: number) => ({ videoId, version }) as VideoState;

function setUp(tabs: number) {
  const browser = createFakeBrowser();
  const opened = Array.from({ length: tabs }, (_, number) => browser.openTab(`tab ${number}`));
  const [first, second] = opened;
  if (!first || !second) throw new Error('two tabs at least');
  const only = () => {
    const [stream, ...others] = browser.open();
    if (!stream || others.length > 0) throw new Error(`${browser.open().length} streams are open`);
    return stream;
  };
  return { ...browser, opened, first, second, only };
}

describe('the tabs of one browser', () => {
  it('share one stream, however many they are, and each hears all of it', () => {
    const { opened, streams, only } = setUp(10);
    for (const tab of opened) tab.wish(mine);
    only().listener.onState(state('a', 2));
    expect(streams).toHaveLength(1);
    expect(opened.map(({ heard }) => heard)).toEqual(opened.map(() => [state('a', 2)]));
  });

  it('have it widened by what another tab watches', () => {
    const { first, second, only } = setUp(2);
    first.wish(video('a'));
    second.wish(video('b'));
    expect(only().wish.ids.toSorted()).toEqual(['a', 'b']);
  });

  it('do not open it anew for what it tells already', () => {
    const { first, second, streams } = setUp(2);
    first.wish(mine);
    const leave = first.wish(video('a'));
    leave();
    second.wish(video('a'));
    second.wish(mine);
    expect(streams).toHaveLength(2);
  });

  it('go on when the tab that had it leaves: another opens it, for all that are left', () => {
    const { opened, first, only, streams } = setUp(3);
    const [leave] = opened.map((tab, number) => tab.wish(video(`v${number}`)));
    const old = only();
    leave?.();
    expect(old.isOpen).toBe(false);
    expect(only().wish.ids.toSorted()).toEqual(['v1', 'v2']);
    only().listener.onState(state('v2', 5));
    expect(opened.slice(1).map(({ heard }) => heard.at(-1))).toEqual([state('v2', 5), state('v2', 5)]);
    expect(first.heard).toEqual([]);
    expect(streams.filter(({ isOpen }) => isOpen)).toHaveLength(1);
  });

  it('close it when nobody wants anything any more', () => {
    const { first, second, open } = setUp(2);
    const leaves = [first.wish(mine), second.wish(mine)];
    for (const leave of leaves) leave();
    expect(open()).toEqual([]);
  });
});

it('a tab that comes later is told how things stand, and never of an older state', () => {
  const { first, second, only } = setUp(2);
  first.wish(mine);
  only().listener.onState(state('a', 7));
  only().listener.onState(state('a', 6));
  second.wish(mine);
  expect(second.heard).toEqual([state('a', 7)]);
  expect(second.begun.times).toBe(1);
});

it('every tab is told when the stream begins again: what was missed is in its lists', () => {
  const { first, second, only } = setUp(2);
  first.wish(mine);
  second.wish(mine);
  const before = [first.begun.times, second.begun.times];
  only().listener.onBegun();
  expect([first.begun.times, second.begun.times]).toEqual(before.map((times) => times + 1));
});

it('one tab may want several things, and gives each of them up by itself', () => {
  const { first, second, only, open } = setUp(2);
  const leaveMine = first.wish(mine);
  const leaveVideo = first.wish(video('a'));
  leaveMine();
  second.wish(video('b'));
  expect(only().wish).toMatchObject({ mine: false });
  leaveVideo();
  expect(open()).toHaveLength(1);
});
