/** The player as a viewer meets it. What it really shows is read from the video element, not from the menus. */
import type { Page } from 'playwright-core';

interface Playback {
  readonly currentTime: number;
  readonly duration: number;
  readonly height: number;
  readonly ended: boolean;
  /** Pictures that reached the screen. */
  readonly frames: number;
}

export const playbackOf = (page: Page): Promise<Playback> =>
  page.locator('video').evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('no video element');
    return {
      currentTime: element.currentTime,
      duration: element.duration,
      height: element.videoHeight,
      ended: element.ended,
      frames: element.getVideoPlaybackQuality().totalVideoFrames,
    };
  });

export async function startPlayback(page: Page): Promise<void> {
  await page.locator('video').waitFor({ state: 'attached' });
  await page.locator('.vjs-big-play-button').click();
}

export const chooseQuality = (page: Page, height: number): Promise<unknown> =>
  page.getByLabel('Quality', { exact: true }).selectOption(String(height), { force: true });

export const seekTo = (page: Page, seconds: number): Promise<void> =>
  page.locator('video').evaluate((element, time) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('no video element');
    element.currentTime = time;
    // At the end it stands still, wherever it is sent.
    if (element.paused) void element.play();
  }, seconds);
