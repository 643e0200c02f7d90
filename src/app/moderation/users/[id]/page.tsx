import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { serverCaller } from '#server/api/caller.ts';
import { needModerator } from '../../../viewer.ts';
import { PersonView } from './person-view.tsx';

export const metadata: Metadata = { title: 'A person' };

interface PersonProps {
  readonly params: Promise<{ readonly id: string }>;
}

async function findPerson(userId: string) {
  const caller = await serverCaller();
  try {
    const [person, history] = await Promise.all([
      caller.accounts.person({ userId }),
      caller.accounts.history({ userId }),
    ]);
    return { person, history };
  } catch (error) {
    if (
      error instanceof TRPCError &&
      ['NOT_FOUND', 'UNPROCESSABLE_CONTENT', 'BAD_REQUEST'].includes(error.code)
    )
      notFound();
    throw error;
  }
}

export default async function PersonPage({ params }: PersonProps) {
  const { id } = await params;
  await needModerator(`/moderation/users/${encodeURIComponent(id)}`);
  return <PersonView key={id} initial={await findPerson(id)} />;
}
