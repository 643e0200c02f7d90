import type { Metadata } from 'next';
import { BoardView } from './board-view.tsx';
import { needAdmin } from './need-admin.ts';

export const metadata: Metadata = { title: 'Pipeline' };

export default async function PipelinePage() {
  await needAdmin('/admin');
  return (
    <>
      <h1 className="sr-only">Pipeline</h1>
      <BoardView />
    </>
  );
}
