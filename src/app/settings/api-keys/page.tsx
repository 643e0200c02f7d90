import type { Metadata } from 'next';
import Link from 'next/link';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../../viewer.ts';
import { ApiKeys } from './api-keys.tsx';

export const metadata: Metadata = { title: 'API keys' };

export default async function ApiKeysPage() {
  await needViewer('/settings/api-keys');
  const caller = await serverCaller();
  return (
    <>
      <h1 className="text-xl font-bold">API keys</h1>
      <p className="mt-2 mb-6 max-w-prose text-muted">
        With a key your own programs upload and manage videos as you, within what you allow it. They are
        described in the{' '}
        <Link href="/docs/api" className="text-accent underline underline-offset-2">
          API page
        </Link>
        .
      </p>
      <ApiKeys initial={await caller.apiKeys.list()} />
    </>
  );
}
