import { Search } from 'lucide-react';

interface PeopleSearchProps {
  readonly q: string;
  readonly view: string;
  /** Admins find people by their whole address too. */
  readonly byAddress: boolean;
}

/** A form of the page itself: what was searched stands in its address. */
export function PeopleSearch({ q, view, byAddress }: PeopleSearchProps) {
  const label = byAddress ? 'Name begins with, or whole e-mail address' : 'Name begins with';
  return (
    <search className="mb-4">
      <form action="/moderation/users" className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="view" value={view} />
        <label className="grow sm:max-w-md">
          <span className="mb-1.5 block text-sm font-semibold">{label}</span>
          <input type="search" name="q" className="field" defaultValue={q} maxLength={254} />
        </label>
        <button type="submit" className="button button-quiet">
          <Search className="size-4.5" aria-hidden="true" />
          Search
        </button>
      </form>
    </search>
  );
}
