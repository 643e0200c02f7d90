/** What a search form put into the page's address. */
type Asked = Readonly<Record<string, string | string[] | undefined>>;

const PAGE_SIZE = 50;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** As the form shows it again; what is empty is left out. */
export interface ShownSearch extends Record<string, string> {}

function startOf(text: string | undefined, addDays: number): string | undefined {
  const start = text !== undefined && day.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(start) ? undefined : new Date(start + addDays * 86_400_000).toISOString();
}

/** From an address that anybody may have written: what makes no sense is left out of the question. */
export function readSearch(asked: Asked) {
  const textOf = (name: string, length: number): string | undefined => {
    const value = asked[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, length) : undefined;
  };
  const action = textOf('action', 60);
  const subjectId = textOf('subject', 64);
  const actor = textOf('actor', 26)?.toUpperCase();
  const [fromDay, toDay] = [textOf('from', 10), textOf('to', 10)];
  const before = /^[1-9]\d{0,14}$/.exec(textOf('before', 16) ?? '')?.[0];
  const actorId = actor && ulid.test(actor) ? actor : undefined;
  const [from, to] = [startOf(fromDay, 0), startOf(toDay, 1)];
  const shown: ShownSearch = {
    ...(action && { action }),
    ...(subjectId && { subject: subjectId }),
    ...(actorId && { actor: actorId }),
    ...(from && fromDay && { from: fromDay }),
    ...(to && toDay && { to: toDay }),
  };
  const input = {
    limit: PAGE_SIZE,
    ...(action && { action }),
    ...(subjectId && { subjectId }),
    ...(actorId && { actorId }),
    ...(from && { from }),
    ...(to && { to }),
    ...(before && { before: Number(before) }),
  };
  return { shown, input };
}
