/** Where to go after signing in: a path of this site, whatever the address bar was made to say. */
export function safeReturnPath(asked: string | readonly string[] | undefined): string {
  const home = '/';
  if (typeof asked !== 'string') return home;
  // `//host`, `/\host` and control characters lead browsers to other sites.
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked) ? asked : home;
}
