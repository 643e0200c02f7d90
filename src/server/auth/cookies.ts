/** Cookies are Secure exactly when the site is https; the prefix makes browsers insist on it. */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Secure-sluice.session' : 'sluice.session';
}

export const refreshCookieName = 'sluice.refresh';
const REFRESH_DAYS = 30;

/** The refresh token travels to the auth calls only, and never with a request of another site. */
export function refreshCookie(value: string, isSecure: boolean): string {
  const age = value === '' ? 0 : REFRESH_DAYS * 86_400;
  const secure = isSecure ? '; Secure' : '';
  return `${refreshCookieName}=${value}; Path=/api/v1/auth; HttpOnly; SameSite=Strict; Max-Age=${age}${secure}`;
}
