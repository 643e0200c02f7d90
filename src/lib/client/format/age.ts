const STEPS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `3 days ago`. The clocks of server and database may differ a little: the future is now. */
export function formatAge(isoDate: string, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - Date.parse(isoDate)) / 1000);
  const step = STEPS.find(([, length]) => seconds >= length);
  if (!step) return 'just now';
  return relative.format(-Math.floor(seconds / step[1]), step[0]);
}

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** UTC, so that server and browser write the same text. */
export function formatDate(isoDate: string): string {
  return dates.format(new Date(isoDate));
}

const moments = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});

/** `22 Nov 2026, 05:50:12 UTC`: where the second matters, as logs and databases count the hours. */
export function formatMoment(isoDate: string): string {
  return `${moments.format(new Date(isoDate))} UTC`;
}
