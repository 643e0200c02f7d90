import { Clapperboard, Upload } from 'lucide-react';
import Link from 'next/link';
import { Suspense } from 'react';
import { AccountMenu } from './account-menu.tsx';
import { BrandMark } from './brand-mark.tsx';
import { SearchForm } from './search-form.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import { UploadIndicator } from './upload-indicator.tsx';

export interface HeaderViewer {
  readonly name: string;
  readonly email: string;
  readonly role: 'user' | 'moderator' | 'admin';
}

export function SiteHeader({ viewer }: { readonly viewer: HeaderViewer | null }) {
  return (
    <header className="sticky top-0 z-40 border-b border-line bg-canvas/95 backdrop-blur">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-2 gap-y-2 px-4 py-2.5 sm:flex-nowrap sm:gap-x-4 sm:px-6 lg:px-8">
        <Link
          href="/"
          className="mr-auto flex items-center gap-2.5 rounded-md py-1 text-xl font-bold tracking-tight sm:mr-0"
        >
          <BrandMark />
          Sluice
        </Link>
        <div className="order-last w-full sm:order-none sm:mx-auto sm:w-full sm:max-w-md">
          <Suspense>
            <SearchForm />
          </Suspense>
        </div>
        <nav aria-label="Main" className="flex items-center gap-1">
          {viewer && (
            <>
              <Link href="/upload" className="button button-small button-plain max-sm:px-2.5">
                <Upload className="size-4.5" aria-hidden="true" />
                <span className="max-sm:sr-only">Upload</span>
                <UploadIndicator />
              </Link>
              <Link href="/studio" className="button button-small button-plain max-sm:px-2.5">
                <Clapperboard className="size-4.5" aria-hidden="true" />
                <span className="max-sm:sr-only">Studio</span>
              </Link>
            </>
          )}
          <ThemeToggle />
          {viewer ? (
            <AccountMenu viewer={viewer} />
          ) : (
            <Link href="/sign-in" className="button button-small button-primary">
              Sign in
            </Link>
          )}
        </nav>
      </div>
    </header>
  );
}
