import { Search } from 'lucide-react';
import Link from 'next/link';
import { TextField } from '../../_ui/text-field.tsx';
import type { ShownSearch } from './read-search.ts';

/** A form of the page itself: what was searched stands in its address. */
export function AuditSearch({ shown }: { readonly shown: ShownSearch }) {
  return (
    <search className="my-6">
      <form action="/moderation/audit" className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <TextField
          label="What"
          name="action"
          placeholder="video.hidden"
          defaultValue={shown.action}
          maxLength={60}
        />
        <TextField label="About (id)" name="subject" defaultValue={shown.subject} maxLength={64} />
        <TextField label="By (id of a person)" name="actor" defaultValue={shown.actor} maxLength={26} />
        <TextField label="From" name="from" type="date" defaultValue={shown.from} />
        <TextField label="Until" name="to" type="date" defaultValue={shown.to} />
        <div className="flex gap-3">
          <button type="submit" className="button button-quiet">
            <Search className="size-4.5" aria-hidden="true" />
            Search
          </button>
          <Link href="/moderation/audit" className="button button-plain">
            Clear
          </Link>
        </div>
      </form>
    </search>
  );
}
