'use client';

import { useCallback, useState } from 'react';
import type { Theatre } from './theatre-button.tsx';

const YEAR_SECONDS = 365 * 86_400;

/**
 * Whether the player goes from edge to edge, as this browser left it last: in a cookie, so that the server lays the page out
 * right at once (`theatre-cookie.ts`).
 */
export function useTheatre(cookieName: string, wasOn: boolean): Theatre {
  const [isOn, setIsOn] = useState(wasOn);
  const toggle = useCallback(() => {
    const kept = isOn ? '; Max-Age=0' : `on; Max-Age=${YEAR_SECONDS}`;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API asks for https
    document.cookie = `${cookieName}=${kept}; Path=/watch; SameSite=Lax`;
    setIsOn(!isOn);
  }, [cookieName, isOn]);
  return { isOn, toggle };
}
