import { Megaphone } from 'lucide-react';

/** What the people who run the site tell everybody who comes. */
export function SiteBanner({ sentence }: { readonly sentence: string }) {
  if (sentence === '') return null;
  return (
    <aside aria-label="Notice" className="border-b border-line bg-accent-wash">
      <p className="mx-auto flex max-w-7xl items-start gap-2.5 px-4 py-2.5 text-sm font-semibold wrap-anywhere sm:px-6 lg:px-8">
        <Megaphone className="mt-px size-4.5 shrink-0 text-accent" aria-hidden="true" />
        {sentence}
      </p>
    </aside>
  );
}
