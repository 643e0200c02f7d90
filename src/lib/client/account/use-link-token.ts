'use client';

import { useEffect, useState } from 'react';

/**
 * The token of the link that led here, which stands behind `#` and so reaches no server by itself. Taken out of the
 * address bar, so that it is in no screenshot and no bookmark.
 * @returns undefined while the page wakes up, null when there is none
 */
export function useLinkToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const given = window.location.hash.slice(1);
    if (given !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
    // Once: when React mounts a second time the address holds it no more.
    setToken((known) => known ?? (given || null));
  }, []);
  return token;
}
