'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

export interface Section {
  readonly href: string;
  readonly name: string;
}

/** The pages of one part of the site, side by side. What lies below a page counts as that page, but for the first. */
export function SectionNav({
  label,
  sections,
}: {
  readonly label: string;
  readonly sections: readonly Section[];
}) {
  const path = usePathname();
  const [first, ...others] = sections;
  const below = others.find(({ href }) => path === href || path.startsWith(`${href}/`));
  const current = below ?? first;
  return (
    <nav aria-label={label} className="mb-8 flex overflow-x-auto border-b border-line sm:gap-x-1">
      {sections.map((section) => (
        <Link
          key={section.href}
          href={section.href}
          aria-current={section === current ? 'page' : undefined}
          className="-mb-px border-b-2 border-transparent px-2 py-2.5 font-semibold whitespace-nowrap text-muted sm:px-3 max-sm:text-sm hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {section.name}
        </Link>
      ))}
    </nav>
  );
}
