import { passCookieName } from '../auth/cookies.ts';
import { readCookie } from '../auth/viewer-of-request.ts';
import type { PassCheck } from '../videos/policy.ts';
import type { ApiContext } from './trpc.ts';

/** Whether the caller's browser has given the password of this video: it then brings a pass as a cookie. */
export function passOfCall({ container, request }: ApiContext, videoId: string): PassCheck {
  const isSecure = container.env.PUBLIC_URL.startsWith('https:');
  const pass = readCookie(request, passCookieName(videoId, isSecure));
  return (video) => container.passes.opens(video, pass);
}
