import type { Metadata } from 'next';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../viewer.ts';
import { NoticeList } from './notice-list.tsx';

export const metadata: Metadata = { title: 'Notices' };

export default async function NoticesPage() {
  await needViewer('/notices');
  const caller = await serverCaller();
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="text-2xl font-bold">Notices</h1>
      <p className="mt-2 mb-6 text-muted">What moderators decided about your videos and your account.</p>
      <NoticeList initial={await caller.notices.list()} />
    </div>
  );
}
