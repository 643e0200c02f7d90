import type { ReactNode } from 'react';
import { SectionNav } from '../_ui/section-nav.tsx';
import { currentViewer } from '../viewer.ts';

const sections = [
  { href: '/moderation', name: 'Queue' },
  { href: '/moderation/users', name: 'People' },
  { href: '/moderation/audit', name: 'Audit log' },
  { href: '/moderation/policy', name: 'Policy' },
] as const;

export default async function ModerationLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await currentViewer();
  // Each page turns away whom it is not for; to those nothing is said about what there is.
  if (!viewer || viewer.role === 'user') return children;
  return (
    <div className="mx-auto max-w-6xl">
      <p className="mb-4 text-2xl font-bold">Moderation</p>
      <SectionNav label="Moderation" sections={sections} />
      {children}
    </div>
  );
}
