import type { Metadata } from 'next';
import { cache } from 'react';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../../../viewer.ts';
import { findOr404 } from '../../find-or-404.ts';
import { EditView } from './edit-view.tsx';

interface EditProps {
  readonly params: Promise<{ readonly id: string }>;
}

const findVideo = cache(async (id: string) => {
  await needViewer(`/studio/videos/${id}`);
  const caller = await serverCaller();
  return findOr404(caller.studio.video({ id }));
});

export async function generateMetadata({ params }: EditProps): Promise<Metadata> {
  const { title } = await findVideo((await params).id);
  return { title: `Edit: ${title}` };
}

export default async function EditPage({ params }: EditProps) {
  const video = await findVideo((await params).id);
  return <EditView key={video.id} initial={video} />;
}
