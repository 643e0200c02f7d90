'use client';

import { Search } from 'lucide-react';
import type { FormEvent } from 'react';
import type { StudioQuery } from '#lib/client/studio/studio-query.ts';
import { ownVideoSorts, ownVideoStates } from '#lib/domain/own-videos.ts';
import { visibilities } from '#lib/domain/video-status.ts';

interface StudioFiltersProps {
  readonly query: StudioQuery;
  readonly onAsk: (change: Partial<StudioQuery>) => void;
}

const states: Readonly<Record<(typeof ownVideoStates)[number], string>> = {
  'under-way': 'Under way',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
  held: 'Held by moderation',
};
const audiences: Readonly<Record<(typeof visibilities)[number], string>> = {
  private: 'Private',
  unlisted: 'Unlisted',
  public: 'Public',
};
const sorts: Readonly<Record<(typeof ownVideoSorts)[number], readonly [desc: string, asc: string]>> = {
  createdAt: ['Newest first', 'Oldest first'],
  title: ['Title, Z to A', 'Title, A to Z'],
  duration: ['Longest first', 'Shortest first'],
  size: ['Largest first', 'Smallest first'],
};

/** What of one's videos is shown, and in which order. It is all in the address, so it can be kept and gone back to. */
export function StudioFilters({ query, onAsk }: StudioFiltersProps) {
  function search(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onAsk({ text: String(new FormData(event.currentTarget).get('text')).trim() });
  }
  const pick = 'field min-h-9 w-auto min-w-0 text-sm max-sm:flex-[1_1_40%]';
  return (
    <search aria-label="Your videos" className="flex flex-wrap gap-2">
      {/* What was typed stays when the page behind it changes; another address brings other words. */}
      <form key={query.text} onSubmit={search} className="flex min-w-0 flex-1 basis-full gap-2 md:basis-64">
        <input
          type="search"
          name="text"
          defaultValue={query.text}
          maxLength={200}
          aria-label="Search your videos"
          placeholder="Search your videos"
          className="field min-h-9 min-w-0 text-sm"
        />
        <button type="submit" className="button button-small button-quiet" aria-label="Search in your videos">
          <Search className="size-4" aria-hidden="true" />
        </button>
      </form>
      <select
        aria-label="State"
        className={pick}
        value={query.state ?? ''}
        onChange={({ target }) =>
          onAsk({ state: ownVideoStates.find((state) => state === target.value) ?? null })
        }
      >
        <option value="">Any state</option>
        {ownVideoStates.map((state) => (
          <option key={state} value={state}>
            {states[state]}
          </option>
        ))}
      </select>
      <select
        aria-label="Visibility"
        className={pick}
        value={query.visibility ?? ''}
        onChange={({ target }) =>
          onAsk({ visibility: visibilities.find((visibility) => visibility === target.value) ?? null })
        }
      >
        <option value="">Any visibility</option>
        {visibilities.map((visibility) => (
          <option key={visibility} value={visibility}>
            {audiences[visibility]}
          </option>
        ))}
      </select>
      <select
        aria-label="Order"
        className={pick}
        value={`${query.sort} ${query.order}`}
        onChange={({ target }) => {
          const sort = ownVideoSorts.find((known) => target.value.startsWith(`${known} `));
          if (sort) onAsk({ sort, order: target.value.endsWith(' asc') ? 'asc' : 'desc' });
        }}
      >
        {ownVideoSorts.flatMap((sort) =>
          (['desc', 'asc'] as const).map((order) => (
            <option key={`${sort} ${order}`} value={`${sort} ${order}`}>
              {sorts[sort][order === 'desc' ? 0 : 1]}
            </option>
          )),
        )}
      </select>
    </search>
  );
}
