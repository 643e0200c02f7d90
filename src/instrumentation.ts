/** Next.js calls this once, when web starts. */
export async function register(): Promise<void> {
  // Next.js builds this file for its edge runtime too, which we do not use and which has no node: modules.
  // biome-ignore lint/style/noProcessEnv: Next.js puts the value in at build time
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { prepareRequests } = await import('#server/http/prepare-requests.ts');
  prepareRequests();
  const { watchWeb } = await import('#server/watch-web.ts');
  await watchWeb();
}
