import {
  type OwnVideoSort,
  type OwnVideoState,
  ownVideoSorts,
  ownVideoStates,
} from '#lib/domain/own-videos.ts';
import { type Visibility, visibilities } from '#lib/domain/video-status.ts';

/** Server and browser must ask for the same page, or the first answer would not count as it. */
const PAGE_SIZE = 24;
const MAX_TEXT = 200;

/** What the studio's address asks for. Null: not narrowed down. */
export interface StudioQuery {
  /** Words to look for. Not `q`, which in an address is for the search of the whole site. */
  readonly text: string;
  readonly state: OwnVideoState | null;
  readonly visibility: Visibility | null;
  readonly sort: OwnVideoSort;
  readonly order: 'asc' | 'desc';
  readonly skip: number;
}

const plain: StudioQuery = {
  text: '',
  state: null,
  visibility: null,
  sort: 'createdAt',
  order: 'desc',
  skip: 0,
};

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Whatever an address holds that is no such wish counts as none. */
export function readStudioQuery(asked: Asked): StudioQuery {
  const textOf = (name: string): string => {
    const value = asked[name];
    return typeof value === 'string' ? value : '';
  };
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | null =>
    values.find((value) => value === textOf(name)) ?? null;
  return {
    text: textOf('text').trim().slice(0, MAX_TEXT),
    state: oneOf('state', ownVideoStates),
    visibility: oneOf('visibility', visibilities),
    sort: oneOf('sort', ownVideoSorts) ?? plain.sort,
    order: oneOf('order', ['asc', 'desc'] as const) ?? plain.order,
    skip: /^\d{1,6}$/.test(textOf('skip')) ? Number(textOf('skip')) : 0,
  };
}

/** The shortest address that asks for this. */
export function studioAddress(query: StudioQuery): string {
  const wishes = Object.entries(query).filter(
    ([name, value]) => value !== null && value !== plain[name as keyof StudioQuery],
  );
  const asked = new URLSearchParams(wishes.map(([name, value]) => [name, String(value)])).toString();
  return asked === '' ? '/studio' : `/studio?${asked}`;
}

/** As the call wants it. */
export function listInputOf({ text, state, visibility, ...rest }: StudioQuery) {
  return {
    ...rest,
    limit: PAGE_SIZE,
    ...(text !== '' && { q: text }),
    ...(state && { state }),
    ...(visibility && { visibility }),
  };
}

/** Whether anything is left out of the list on purpose. */
export const isNarrowed = ({ text, state, visibility }: StudioQuery): boolean =>
  text !== '' || state !== null || visibility !== null;
