import Link from 'next/link';

interface ViewLinksProps {
  readonly label: string;
  readonly views: readonly { readonly href: string; readonly name: string; readonly isCurrent: boolean }[];
}

/** Ways to look at one list. */
export function ViewLinks({ label, views }: ViewLinksProps) {
  return (
    <nav aria-label={label} className="mb-6 flex flex-wrap gap-2">
      {views.map(({ href, name, isCurrent }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent ? 'page' : undefined}
          className="button button-small button-quiet aria-[current=page]:border-accent aria-[current=page]:bg-accent-wash aria-[current=page]:text-accent"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
