import Link from 'next/link';
import type { ReactNode } from 'react';

/** A way from one account page to the next. */
export function AccountLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} className="font-semibold text-accent underline underline-offset-4">
      {children}
    </Link>
  );
}
