'use client';

import { Search } from 'lucide-react';
import Form from 'next/form';
import { useSearchParams } from 'next/navigation';

export function SearchForm() {
  const searched = useSearchParams().get('q') ?? '';
  return (
    <Form action="/" role="search" className="relative">
      <Search
        className="pointer-events-none absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-muted"
        aria-hidden="true"
      />
      {/* The key brings the box in step when one goes back. */}
      <input
        key={searched}
        type="search"
        name="q"
        aria-label="Search videos"
        placeholder="Search videos"
        maxLength={200}
        defaultValue={searched}
        className="field min-h-10 rounded-full pl-10"
      />
    </Form>
  );
}
