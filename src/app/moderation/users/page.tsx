import type { Metadata } from 'next';
import { peopleViews } from '#lib/domain/moderation.ts';
import { serverCaller } from '#server/api/caller.ts';
import { needModerator } from '../../viewer.ts';
import { ViewLinks } from '../_parts/view-links.tsx';
import { peopleViewNames } from '../_parts/view-names.ts';
import { PeopleSearch } from './people-search.tsx';
import { PeopleTable } from './people-table.tsx';

export const metadata: Metadata = { title: 'People' };

interface PeopleProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

const PAGE_SIZE = 50;
/** As long as an e-mail address can be. */
const LONGEST_QUESTION = 254;

export default async function PeoplePage({ searchParams }: PeopleProps) {
  const viewer = await needModerator('/moderation/users');
  const asked = await searchParams;
  const view = peopleViews.find((known) => known === asked.view) ?? 'all';
  const q = typeof asked.q === 'string' ? asked.q.trim().slice(0, LONGEST_QUESTION) : '';
  const after =
    typeof asked.after === 'string' && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(asked.after)
      ? asked.after
      : undefined;
  const caller = await serverCaller();
  const page = await caller.accounts.people({
    view,
    limit: PAGE_SIZE,
    ...(q !== '' && { q }),
    ...(after && { after }),
  });
  const addressOf = (name: string, more: Record<string, string> = {}) =>
    `/moderation/users?${new URLSearchParams({ view: name, ...(q !== '' && { q }), ...more })}`;
  return (
    <>
      <h1 className="sr-only">People</h1>
      <PeopleSearch q={q} view={view} byAddress={viewer.role === 'admin'} />
      <ViewLinks
        label="Which people"
        views={peopleViews.map((name) => ({
          href: addressOf(name),
          name: peopleViewNames[name],
          isCurrent: name === view,
        }))}
      />
      <PeopleTable people={page.people} nextHref={page.next && addressOf(view, { after: page.next })} />
    </>
  );
}
