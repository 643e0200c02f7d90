/** How a page finds out when a takedown has taken: it asks the gate for what viewers hold, until all of it is refused. */

/** What the gate says to an address: `unclear` when it could not answer now. */
export type GateVerdict = 'served' | 'refused' | 'unclear';

export interface ProbeParts {
  readonly readText: (url: string) => Promise<string>;
  readonly ask: (url: string) => Promise<GateVerdict>;
  /** Milliseconds, of a clock that only goes on. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

const ASK_AGAIN_MS = 50;
/** Who still plays after this was not taken down. */
const MOST_MS = 60_000;

const urisOf = (playlist: string): readonly string[] =>
  [...playlist.matchAll(/^[^#\r\n].*$/gm)].map(([line]) => line.trim());
/** Audio is named in a tag of the master playlist. */
const taggedUris = (master: string): readonly string[] =>
  [...master.matchAll(/^#EXT-X-MEDIA:TYPE=AUDIO.*URI="([^"]+)"/gm)].map(([, uri = '']) => uri);

/**
 * The master playlist, and of each track its playlist and its last segment.
 * @param master address of the master playlist, as everybody who watches holds it
 */
export async function findProbes(master: string, { readText }: Pick<ProbeParts, 'readText'>) {
  const text = await readText(master);
  const playlists = [...urisOf(text), ...taggedUris(text)].map((uri) => new URL(uri, master).href);
  const inside = await Promise.all(
    playlists.map(async (playlist) => {
      const last = urisOf(await readText(playlist)).at(-1);
      return last === undefined ? [] : [new URL(last, playlist).href];
    }),
  );
  return [master, ...playlists, ...inside.flat()];
}

/**
 * Milliseconds from `since` until the last of the addresses is refused; null when one is still served after a minute.
 * @param since by the same clock as `now`
 */
export async function timeUntilRefused(
  addresses: readonly string[],
  since: number,
  { ask, now, wait }: Omit<ProbeParts, 'readText'>,
): Promise<number | null> {
  const untilRefused = async (address: string): Promise<number | null> => {
    while (now() - since < MOST_MS) {
      if ((await ask(address)) === 'refused') return now() - since;
      await wait(ASK_AGAIN_MS);
    }
    return null;
  };
  const times = await Promise.all(addresses.map(untilRefused));
  return times.reduce<number | null>(
    (most, time) => (most === null || time === null ? null : Math.max(most, time)),
    0,
  );
}
