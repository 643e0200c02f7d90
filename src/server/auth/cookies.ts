/**
 * Cookies are Secure exactly when the site is https; then the prefix makes browsers insist on it, and on that no
 * neighbour of our host set it.
 */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-sluice.session' : 'sluice.session';
}

/** `__Host-` would ask for the path `/`: every call would carry it. */
export function refreshCookieName(isSecure: boolean): string {
  return isSecure ? '__Secure-sluice.refresh' : 'sluice.refresh';
}

/** One for each protected video whose password this browser has given. */
export function passCookieName(videoId: string, isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}sluice.pass.${videoId}`;
}

/** As long as a session can last. */
export const COOKIE_DAYS = 30;

/** Lax: a link on another site leads to one's own page, signed in; writes are held off by origin besides. */
function cookie(
  nameAndValue: string,
  path: string,
  isSecure: boolean,
  seconds = COOKIE_DAYS * 86_400,
): string {
  const age = nameAndValue.endsWith('=') ? 0 : seconds;
  return `${nameAndValue}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${age}${isSecure ? '; Secure' : ''}`;
}

/** The refresh token travels to the auth calls only. An empty value removes it. */
export function refreshCookie(value: string, isSecure: boolean): string {
  return cookie(`${refreshCookieName(isSecure)}=${value}`, '/api/v1/auth', isSecure);
}

/**
 * The browser's access token. The cookie outlives the token in it: that it is there tells that a refresh token may be,
 * which no page gets to see. An empty value removes it.
 */
export function sessionCookie(value: string, isSecure: boolean): string {
  return cookie(`${sessionCookieName(isSecure)}=${value}`, '/', isSecure);
}

/** To every page and call, for the page shows the video and the calls ask for it again. */
export function passCookie(videoId: string, pass: string, isSecure: boolean, seconds: number): string {
  return cookie(`${passCookieName(videoId, isSecure)}=${pass}`, '/', isSecure, seconds);
}
