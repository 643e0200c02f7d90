import { resumePosition } from '#lib/domain/resume-position.ts';

const KEY = 'sluice.places';
/** The newest; a browser is no archive. */
const MOST = 50;

/** `localStorage`, or what stands in for it. */
type Store = Pick<Storage, 'getItem' | 'setItem'>;
/** Video and second, the newest last. */
type Places = readonly (readonly [videoId: string, seconds: number])[];

function isPlace(value: unknown): value is Places[number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function readPlaces(store: Store): Places {
  try {
    const places: unknown = JSON.parse(store.getItem(KEY) ?? '[]');
    return Array.isArray(places) ? places.filter(isPlace) : [];
  } catch {
    // Somebody else's text, or a browser that lets nobody store anything.
    return [];
  }
}

/** Where this browser stopped a video, in seconds; null where there is nothing to go on with. For who is not signed in. */
export function placeIn(store: Store, videoId: string): number | null {
  return readPlaces(store).find(([id]) => id === videoId)?.[1] ?? null;
}

export function rememberPlace(store: Store, videoId: string, seconds: number, duration: number): void {
  const others = readPlaces(store).filter(([id]) => id !== videoId);
  const place = resumePosition(seconds, duration);
  const places = place === null ? others : [...others, [videoId, place] as const];
  try {
    store.setItem(KEY, JSON.stringify(places.slice(-MOST)));
  } catch {
    // Full, or forbidden: then it is not remembered.
  }
}
