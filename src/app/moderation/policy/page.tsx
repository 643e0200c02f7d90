import type { Metadata } from 'next';
import { serverCaller } from '#server/api/caller.ts';
import { needModerator } from '../../viewer.ts';
import { PolicyForm } from './policy-form.tsx';

export const metadata: Metadata = { title: 'Moderation policy' };

export default async function PolicyPage() {
  const viewer = await needModerator('/moderation/policy');
  const caller = await serverCaller();
  return (
    <>
      <h1 className="text-xl font-bold">Policy</h1>
      <p className="mt-2 mb-6 max-w-prose text-muted">
        {viewer.role === 'admin'
          ? 'How the site publishes, and what it has a moderator look at first. It counts for what becomes ready, is edited or is reported from now on; what it was before stands in the audit log.'
          : 'How the site publishes, and what it has a moderator look at first. Admins change it.'}
      </p>
      <PolicyForm initial={await caller.moderation.policy()} canEdit={viewer.role === 'admin'} />
    </>
  );
}
