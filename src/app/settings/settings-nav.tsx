'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const sections = [
  { href: '/settings', name: 'Account' },
  { href: '/settings/devices', name: 'Your devices' },
  { href: '/settings/api-keys', name: 'API keys' },
  { href: '/settings/webhooks', name: 'Webhooks' },
] as const;

export function SettingsNav() {
  const path = usePathname();
  return (
    <nav aria-label="Settings" className="mb-8 flex border-b border-line sm:gap-x-1">
      {sections.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? 'page' : undefined}
          className="-mb-px border-b-2 border-transparent px-2 py-2.5 font-semibold whitespace-nowrap text-muted sm:px-3 max-sm:text-sm hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
