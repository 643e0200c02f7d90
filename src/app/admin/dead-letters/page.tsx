import type { Metadata } from 'next';
import { needAdmin } from '../need-admin.ts';
import { LetterList } from './letter-list.tsx';

export const metadata: Metadata = { title: 'Dead letters' };

export default async function DeadLettersPage() {
  await needAdmin('/admin/dead-letters');
  return (
    <>
      <h1 className="text-xl font-bold">Dead letters</h1>
      <p className="mt-2 mb-4 max-w-prose text-muted">
        Messages that could not be handled. Mend the cause, then put them back; or say that nobody will handle
        them.
      </p>
      <LetterList />
    </>
  );
}
