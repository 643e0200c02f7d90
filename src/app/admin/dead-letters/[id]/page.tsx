import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { needAdmin } from '../../need-admin.ts';
import { LetterView } from './letter-view.tsx';

export const metadata: Metadata = { title: 'Dead letter' };

interface LetterPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function LetterPage({ params }: LetterPageProps) {
  const { id } = await params;
  await needAdmin(`/admin/dead-letters/${id}`);
  return <LetterView id={readable(id) ?? notFound()} />;
}

/** The id has signs that addresses encode; what can not be decoded names nothing. */
function readable(id: string): string | null {
  try {
    return decodeURIComponent(id);
  } catch {
    return null;
  }
}
