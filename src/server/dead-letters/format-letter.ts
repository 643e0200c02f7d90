import type { OpenLetter } from './service.ts';

const LONGEST_ERROR = 100;

/** One line of the list. */
export function formatLine({ id, deadAt, tries, error }: OpenLetter): string {
  const [cause = ''] = error.split('\n');
  return `${id}  ${deadAt}  tries ${tries}  ${cause.slice(0, LONGEST_ERROR)}`;
}

/** All of one, its message laid out when it is JSON. */
export function formatLetter({ value, ...letter }: OpenLetter): string {
  return JSON.stringify({ ...letter, value: readable(value) }, null, 2);
}

function readable(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // That may be why it is here.
    return value;
  }
}
