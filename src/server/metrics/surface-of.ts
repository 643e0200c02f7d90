/** Beginnings of paths, the longer before what they begin with. Whatever is none of them is a page. */
const surfaces: readonly (readonly [begin: string, surface: string])[] = [
  ['/_next/', 'asset'],
  ['/api/health', 'health'],
  ['/health', 'health'],
  // Held until there is work.
  ['/api/trpc/worker.', 'worker'],
  ['/api/trpc/', 'trpc'],
  ['/api/v1/', 'rest'],
  ['/api/tus', 'tus'],
  ['/api/auth/', 'auth'],
  ['/api/webhook/', 'webhook'],
  ['/media/', 'media'],
];

/** Which part of the site a path belongs to: a word of ours, however many paths strangers think of. */
export function surfaceOf(path: string): string {
  return surfaces.find(([begin]) => path.startsWith(begin))?.[1] ?? 'page';
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export const methodLabel = (method: string | undefined): string =>
  method && methods.has(method) ? method : 'other';

/** `2xx` of 204. */
export const statusClass = (status: number): string => `${Math.floor(status / 100)}xx`;
