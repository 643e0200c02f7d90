import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { serverCaller } from '#server/api/caller.ts';

/** Who looks at this page; looked up once per request. */
export const currentViewer = cache(async () => {
  const caller = await serverCaller();
  return caller.accounts.me();
});

/** Sends strangers to the sign-in page, and back to `path` afterwards. */
export async function needViewer(path: string) {
  const viewer = await currentViewer();
  return viewer ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

/** Moderators and admins. To everyone else who is signed in there is no such page. */
export async function needModerator(path: string) {
  const viewer = await needViewer(path);
  return viewer.role === 'user' ? notFound() : viewer;
}
