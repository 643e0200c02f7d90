'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const sections = [
  { href: '/admin', name: 'Pipeline' },
  { href: '/admin/uploads', name: 'Uploads' },
  { href: '/admin/kafka', name: 'Kafka' },
  { href: '/admin/dead-letters', name: 'Dead letters' },
  { href: '/admin/cost', name: 'Cost' },
  { href: '/admin/settings', name: 'Settings' },
] as const;

export function AdminNav() {
  const path = usePathname();
  // A dead letter's own page is of its list; every address begins with the board's.
  const isHere = (href: string) => path === href || (href !== '/admin' && path.startsWith(`${href}/`));
  return (
    <nav aria-label="Operations" className="mb-8 flex flex-wrap border-b border-line sm:gap-x-1">
      {sections.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere(href) ? 'page' : undefined}
          className="-mb-px border-b-2 border-transparent px-2 py-2.5 font-semibold whitespace-nowrap text-muted sm:px-3 max-sm:text-sm hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
