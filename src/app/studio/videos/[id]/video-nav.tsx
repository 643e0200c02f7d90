'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

interface VideoNavProps {
  readonly videoId: string;
  readonly title: string;
  /** Moderators look at the steps and edit nothing. */
  readonly mayManage: boolean;
}

/** Which video this is about, the way back, and its pages in the studio. */
export function VideoNav({ videoId, title, mayManage }: VideoNavProps) {
  const path = usePathname();
  const pages = [
    ...(mayManage ? [{ href: `/studio/videos/${videoId}`, name: 'Details' }] : []),
    { href: `/studio/videos/${videoId}/explain`, name: 'Explain' },
    { href: `/watch/${videoId}`, name: 'Watch' },
  ];
  return (
    <>
      {mayManage && (
        <Link
          href="/studio"
          className="mb-3 inline-flex items-center gap-1.5 py-1 text-sm font-semibold text-muted hover:text-ink"
        >
          <ArrowLeft className="size-4" aria-hidden="true" />
          All videos
        </Link>
      )}
      <h1 className="mb-3 text-2xl font-bold wrap-anywhere">{title}</h1>
      <nav aria-label="This video" className="mb-6 flex border-b border-line sm:gap-x-1">
        {pages.map(({ href, name }) => (
          <Link
            key={href}
            href={href}
            aria-current={path === href ? 'page' : undefined}
            className="-mb-px border-b-2 border-transparent px-2 py-2.5 font-semibold whitespace-nowrap text-muted sm:px-3 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
          >
            {name}
          </Link>
        ))}
      </nav>
    </>
  );
}
