/** The policy that pages are sent with holds in Chromium: none of ours breaks it, and what is not ours does not run. */
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { checkoutDir } from '../infra/local/checkout.ts';
import { sharedStack } from '../tests/shared-stack.ts';
import { clip } from '../tests/support/clips.ts';
import { registerPerson } from '../tests/support/rest-client.ts';
import { uploadByPut, waitUntilReady } from '../tests/support/upload.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { registerInPage, signInInPage } from './account.ts';
import { newVisitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { playbackOf, startPlayback } from './playback.ts';

declare global {
  interface Window {
    brokenPolicies?: string[];
    foreignScripts?: string[];
  }
}

let browser: Browser;
let watchPath = '';
let channelPath = '';
let reviewPath = '';
let personPath = '';
let embedPath = '';

beforeAll(async () => {
  browser = await launchBrowser();
  const owner = await registerPerson();
  const videoId = await uploadByPut(owner, await clip('240p-2s.mp4'), { visibility: 'public' });
  await waitUntilReady(owner, videoId);
  watchPath = `/watch/${videoId}`;
  channelPath = `/channel/${owner.userId}`;
  reviewPath = `/moderation/videos/${videoId}`;
  personPath = `/moderation/users/${owner.userId}`;
  embedPath = `/embed/${videoId}`;
});
afterAll(() => browser.close());

/** Pages whose path says of what they are. */
const made: Readonly<Record<string, () => string>> = {
  '/watch/[id]': () => watchPath,
  '/studio/videos/[id]': () => watchPath.replace('/watch/', '/studio/videos/'),
  '/studio/videos/[id]/explain': () => `${watchPath.replace('/watch/', '/studio/videos/')}/explain`,
  '/channel/[id]': () => channelPath,
  '/moderation/videos/[id]': () => reviewPath,
  '/moderation/users/[id]': () => personPath,
  '/embed/[id]': () => embedPath,
  '/admin/dead-letters/[id]': () => '/admin/dead-letters/video.uploads@0:999999999',
};
/** Every page of src/app. */
const addresses = globSync('src/app/**/page.tsx', { cwd: checkoutDir })
  .map((file) => `/${path.dirname(path.relative('src/app', file)).replace(/^\.$/, '')}`)
  .map((address) => made[address] ?? (() => address));

async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    window.brokenPolicies = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.brokenPolicies?.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  return () => page.evaluate(() => window.brokenPolicies ?? ['nobody listened']);
}

it('every page has an address that can be opened', () => {
  expect(addresses.length).toBeGreaterThan(5);
  expect(addresses.filter((of) => of().includes('['))).toEqual([]);
});

it('no page breaks its policy, to a stranger, to somebody signed in, to an admin, or where there is nothing', async () => {
  const stranger = await newVisitor(browser);
  const member = await newVisitor(browser);
  await registerInPage(member.page, 'Ada');
  const admin = await newVisitor(browser);
  await signInInPage(admin.page, sharedStack().admin, '/admin');
  for (const { page, errors } of [stranger, member, admin]) {
    const brokenIn = await listen(page);
    for (const address of [...addresses.map((of) => of()), '/watch/none', '/nothing']) {
      const answer = await page.goto(address, { waitUntil: 'networkidle' });
      const framers = address.startsWith('/embed/') ? '*' : `'none'`;
      expect(answer?.headers()['content-security-policy']).toContain(`frame-ancestors ${framers}`);
      expect([address, await brokenIn()]).toEqual([address, []]);
    }
    expect(errors.filter((text) => /Content.Security.Policy/i.test(text))).toEqual([]);
  }
});

it('a video plays under it', async () => {
  const { page } = await newVisitor(browser);
  const brokenIn = await listen(page);
  await page.goto(watchPath);
  await startPlayback(page);
  await waitFor('the end', async () => (await playbackOf(page)).ended);
  expect(await brokenIn()).toEqual([]);
});

/** The home page as it would be had somebody got these into it. */
async function openSpoilt(page: Page, { withPolicy }: { withPolicy: boolean }): Promise<void> {
  const foreign = [
    '<script>window.foreignScripts = ["inline"]</script>',
    '<img src="data:," onerror="window.foreignScripts = [\'handler\']">',
    `<script src="${sharedStack().env.S3_ENDPOINT}/evil.js"></script>`,
    '<base href="https://evil.example/">',
  ].join('');
  await page.route('**/?spoilt', async (route) => {
    const answer = await route.fetch();
    const headers = answer.headers();
    if (!withPolicy) delete headers['content-security-policy'];
    const body = (await answer.text()).replace(/<body[^>]*>/, (tag) => `${tag}${foreign}`);
    await route.fulfill({ status: answer.status(), headers, body });
  });
  await page.goto('/?spoilt');
}

it('what somebody got into a page does not run, and the browser tells of each of it', async () => {
  const { page } = await newVisitor(browser);
  const brokenIn = await listen(page);
  await openSpoilt(page, { withPolicy: true });
  const told = await waitFor('the policy to be heard', async () => {
    const broken = (await brokenIn()).map((line) => line.split(' ')[0] ?? '');
    return broken.length >= 4 && broken;
  });
  expect(told.sort()).toEqual(['base-uri', 'script-src-attr', 'script-src-elem', 'script-src-elem']);
  expect(await page.evaluate(() => window.foreignScripts)).toBeUndefined();
});

it('without the policy it would run: what is proven above is the policy’s doing', async () => {
  const { page } = await newVisitor(browser);
  await openSpoilt(page, { withPolicy: false });
  await waitFor('a script of somebody else’s', () => page.evaluate(() => window.foreignScripts));
});

it('no nonce comes twice', async () => {
  const { page } = await newVisitor(browser);
  const nonces = new Set<string | undefined>();
  for (let look = 0; look < 2; look++) {
    const answer = await page.goto('/');
    nonces.add(/'nonce-([^']+)'/.exec(answer?.headers()['content-security-policy'] ?? '')?.[1]);
  }
  expect(nonces.size).toBe(2);
  expect(nonces).not.toContain(undefined);
});

it('no other site may frame a page, but what lies under /embed/', async () => {
  const { page } = await newVisitor(browser);
  const frames = ['/', '/sign-in', watchPath, '/settings', '/embed/x'].map(
    (path) => `<iframe src="${sharedStack().url}${path}"></iframe>`,
  );
  // On this machine too: browsers keep the frames of public sites away from it whatever our headers say.
  const other = createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html').end(frames.join('')),
  );
  onTestFinished(() => void other.close());
  await once(other.listen(0, '127.0.0.1'), 'listening');
  await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
  const shown = await waitFor('every frame to be decided', () => {
    const urls = page
      .frames()
      .slice(1)
      .map((frame) => frame.url());
    return urls.length === frames.length && urls.every(Boolean) && urls;
  });
  const said = shown.map((url) => (url.startsWith('chrome-error:') ? 'refused' : new URL(url).pathname));
  expect(said).toEqual(['refused', 'refused', 'refused', 'refused', '/embed/x']);
});
