import type { Metadata } from 'next';
import Link from 'next/link';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../../viewer.ts';
import { Webhooks } from './webhooks.tsx';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage() {
  await needViewer('/settings/webhooks');
  const caller = await serverCaller();
  return (
    <>
      <h1 className="text-xl font-bold">Webhooks</h1>
      <p className="mt-2 mb-6 max-w-prose text-muted">
        Your own programs are told what happens to your videos: we POST signed JSON, and try again for about a
        day.{' '}
        <Link href="/docs/api#webhooks" className="text-accent underline underline-offset-2">
          How to check the signature
        </Link>
      </p>
      <Webhooks initial={await caller.webhooks.list()} />
    </>
  );
}
