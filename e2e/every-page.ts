/** Every page of src/app, each with an address that shows something: what walks over all pages go through. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../infra/local/checkout.ts';
import { clip } from '../tests/support/clips.ts';
import { type RestClient, registerPerson } from '../tests/support/rest-client.ts';
import { uploadByPut, waitUntilReady } from '../tests/support/upload.ts';

export interface PageOfOurs {
  /** Where it lies under src/app: `/watch/[id]`. */
  readonly route: string;
  readonly address: string;
}

interface EveryPage {
  /** Whose video the pages about one are about. */
  readonly owner: RestClient;
  readonly pages: readonly PageOfOurs[];
}

/** @throws when a page is about something and this function does not make it */
export async function makeEveryPage(): Promise<EveryPage> {
  const owner = await registerPerson('Grace Hopper');
  const videoId = await uploadByPut(owner, await clip('240p-2s.mp4'), { visibility: 'public' });
  await waitUntilReady(owner, videoId);
  /** Pages whose path says of what they are. */
  const made: Readonly<Record<string, string>> = {
    '/admin/dead-letters/[id]': '/admin/dead-letters/video.uploads@0:999999999',
    '/channel/[id]': `/channel/${owner.userId}`,
    '/embed/[id]': `/embed/${videoId}`,
    '/moderation/users/[id]': `/moderation/users/${owner.userId}`,
    '/moderation/videos/[id]': `/moderation/videos/${videoId}`,
    '/studio/videos/[id]': `/studio/videos/${videoId}`,
    '/studio/videos/[id]/explain': `/studio/videos/${videoId}/explain`,
    '/watch/[id]': `/watch/${videoId}`,
  };
  const pages = globSync('src/app/**/page.tsx', { cwd: checkoutDir })
    .map((file) => `/${path.dirname(path.relative('src/app', file)).replace(/^\.$/, '')}`)
    .map((route) => ({ route, address: made[route] ?? route }));
  const unknown = pages.filter(({ address }) => address.includes('['));
  if (unknown.length > 0) throw new Error(`no address opens ${unknown.map(({ route }) => route).join(', ')}`);
  return { owner, pages };
}
