/** The public catalog of a large site: lists, pages of them and searches, a hundred of them a second. */
import { eq } from 'drizzle-orm';
import { users } from '../../src/server/db/schema/users.ts';
import { createRandom } from '../figures/random.ts';
import { percentile } from '../figures/statistics.ts';
import { type Answered, askSteadily } from '../figures/steady-load.ts';
import type { Bench, Section } from '../section.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { askedWord, fillCatalog } from '../stack/fill-catalog.ts';
import { registerPersonAt } from '../stack/person.ts';

const VIDEOS = 100_000;
const PER_SECOND = 100;
const SECONDS = 20;
const PEOPLE = 20;
/** Beside them: one row by its key, over the bench's own connection. */
const SELECTS_PER_SECOND = 10;
/** No limit is met: all of them come from one address. */
const noLimits = { LIMIT_ANONYMOUS_PER_15MIN: '1000000000', LIMIT_LIVE_PER_SECOND: '1000000' };

/** What people ask a catalog for: mostly its beginning, sometimes further on, and now and then for words. */
function requestOf(siteUrl: string, random: () => number): { kind: string; url: string } {
  const draw = random();
  const api = `${siteUrl}/api/v1/videos?limit=20`;
  const browse = (input: object) =>
    `${siteUrl}/api/trpc/videos.browse?input=${encodeURIComponent(JSON.stringify(input))}`;
  if (draw < 0.3) return { kind: 'list', url: api };
  if (draw < 0.4) return { kind: 'list', url: `${api}&skip=${20 * Math.floor(50 * random())}` };
  if (draw < 0.5) return { kind: 'list', url: `${api}&sort=duration&order=asc` };
  if (draw < 0.8) return { kind: 'page', url: browse({ sort: 'newest' }) };
  const q = `${askedWord(random)} ${askedWord(random)}`;
  return { kind: 'search', url: browse({ q }) };
}

async function ask(url: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { signal });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
}

async function measure(bench: Bench, stack: BenchStack, userId: string) {
  const random = createRandom(11);
  const seconds = bench.quick ? 3 : SECONDS;
  const request = async () => {
    const { kind, url } = requestOf(stack.url, random);
    await ask(url, bench.signal);
    return kind;
  };
  const select = async () => {
    await stack.db.select({ id: users.id }).from(users).where(eq(users.id, userId));
    return 'select';
  };
  // Pools, caches and compiled code are warm on a site that is visited.
  await askSteadily({ perSecond: PER_SECOND / 2, seconds: 3 }, request, bench.signal);
  const [answers, selects] = await Promise.all([
    askSteadily({ perSecond: PER_SECOND, seconds }, request, bench.signal),
    askSteadily({ perSecond: SELECTS_PER_SECOND, seconds }, select, bench.signal),
  ]);
  const fault = answers.find((one) => one.fault)?.fault;
  if (fault) throw new Error(`a request failed: ${fault}`);
  return { answers, selects };
}

const secondsOf = (answers: readonly Answered[], kind?: string) =>
  answers.filter((one) => kind === undefined || one.kind === kind).map((one) => one.seconds);

export const catalog: Section = {
  name: 'catalog',
  maxMinutes: 20,
  async run(bench) {
    const stack = await bench.openStack({ env: noLimits });
    const people = [];
    for (let number = 0; number < PEOPLE; number++)
      people.push(await registerPersonAt(stack.url, `P${number}`));
    const ownerIds = people.map(({ userId }) => userId);
    const count = bench.quick ? 2_000 : VIDEOS;
    await fillCatalog(stack, ownerIds, count, bench.signal);
    const { answers, selects } = await measure(bench, stack, ownerIds[0] ?? '');
    const all = secondsOf(answers);
    const note = `${answers.length} requests, ${PER_SECOND} a second, ${count} videos`;
    const [p50, p95] = [percentile(all, 0.5), percentile(all, 0.95)];
    const [select50, select95] = [0.5, 0.95].map((share) => percentile(secondsOf(selects), share));
    return [
      { name: 'answer, p50', value: p50, unit: 's', note },
      { name: 'answer, p95', value: p95, unit: 's', target: { atMost: 0.05 }, note },
      ...['list', 'page', 'search'].map((kind) => {
        const times = secondsOf(answers, kind);
        const what = `${times.length} of them`;
        return { name: `${kind}, p95`, value: percentile(times, 0.95), unit: 's', note: what } as const;
      }),
      { name: 'p50 against a one-row SELECT', value: p50 / (select50 ?? Number.NaN), unit: 'times' },
      { name: 'p95 against a one-row SELECT', value: p95 / (select95 ?? Number.NaN), unit: 'times' },
    ];
  },
};
