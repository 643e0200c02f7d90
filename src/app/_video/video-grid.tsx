'use client';

import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { type CatalogFilter, type CatalogPage, useCatalog } from '#lib/client/catalog/use-catalog.ts';
import { useNearScreen } from '#lib/client/catalog/use-near-screen.ts';
import { PlaceholderCard } from '../_ui/placeholder-card.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { VideoCard } from './video-card.tsx';

interface VideoGridProps {
  readonly filter: CatalogFilter;
  readonly initial: CatalogPage;
  /** Where `initial` begins; null at the beginning. */
  readonly after: string | null;
  /** Address of this list, to which `after=` is added: without scripts, each page has its own. */
  readonly address: string;
  /** When the server rendered it: ages are told from then on, by both. */
  readonly renderedAt: string;
}

/** As many as are about to come in a row of the widest page. */
const PLACEHOLDERS = ['a', 'b', 'c', 'd'] as const;
/** Above the fold of most screens: their pictures are fetched first. */
const FIRST_ROW = 4;

/** Cards that go on as one scrolls; or by a link, for keyboards and where no script runs. */
export function VideoGrid({ filter, initial, after, address, renderedAt }: VideoGridProps) {
  const { videos, next, isLoading, sentence, more } = useCatalog(filter, initial, after);
  const list = useRef<HTMLUListElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  /** Who pressed the link goes on at the first card that it brought. */
  const [goesTo, setGoesTo] = useState<number | null>(null);
  const now = new Date(renderedAt);

  useNearScreen(link, more, { isOn: next !== null && !isLoading && !sentence, turn: videos.length });

  useEffect(() => {
    if (goesTo === null || videos.length <= goesTo) return;
    list.current?.querySelectorAll<HTMLAnchorElement>('h2 a').item(goesTo).focus();
    setGoesTo(null);
  }, [goesTo, videos.length]);

  function press(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setGoesTo(videos.length);
    if (!isLoading) more();
  }

  return (
    <>
      <ul ref={list} className="video-grid">
        {videos.map((video, index) => (
          <li key={video.id}>
            <VideoCard video={video} now={now} isFirst={index < FIRST_ROW} />
          </li>
        ))}
        {isLoading &&
          PLACEHOLDERS.map((key) => (
            <li key={key} aria-hidden="true">
              <PlaceholderCard />
            </li>
          ))}
      </ul>
      <p role="status" className="sr-only">
        {isLoading
          ? 'Loading more videos'
          : videos.length > initial.videos.length && `${videos.length} videos`}
      </p>
      <div className="mt-12 grid justify-items-center gap-4">
        <ProblemNote sentence={sentence} />
        {next !== null && (
          <a
            ref={link}
            href={`${address}${address.includes('?') ? '&' : '?'}after=${next}`}
            onClick={press}
            className="button button-quiet"
          >
            {sentence ? 'Try again' : 'More videos'}
          </a>
        )}
      </div>
    </>
  );
}
