import type { Metadata } from 'next';
import { cache } from 'react';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../../../../viewer.ts';
import { findOr404 } from '../../../find-or-404.ts';
import { ExplainView } from './explain-view.tsx';

interface ExplainProps {
  readonly params: Promise<{ readonly id: string }>;
}

const findExplanation = cache(async (id: string) => {
  await needViewer(`/studio/videos/${id}/explain`);
  const caller = await serverCaller();
  return findOr404(caller.videos.explain({ id }));
});

export async function generateMetadata({ params }: ExplainProps): Promise<Metadata> {
  const { title } = await findExplanation((await params).id);
  return { title: `Explain: ${title}` };
}

export default async function ExplainPage({ params }: ExplainProps) {
  return <ExplainView initial={await findExplanation((await params).id)} />;
}
