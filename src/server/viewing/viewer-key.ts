import { createHmac } from 'node:crypto';
import { dayOf } from '#lib/domain/day-series.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import { countedAddress } from '../http/client-address.ts';

const DAY_MS = 86_400_000;

/** By what a viewer is known again. */
export interface Caller {
  readonly viewer: MaybeViewer;
  readonly address: string;
  /** The browser's own words; empty when it says nothing. */
  readonly userAgent: string;
}

const hash = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url').slice(0, 32);

/**
 * By what a viewer is known again, for as long as it takes to count them once: today's key, and yesterday's, for a day's
 * salt ends at midnight while their window does not. Of who signed in both are the same, and of an account.
 * Nobody is named in them, and those of one address on two days have nothing in common.
 */
export function viewerKeys(
  secret: string,
  { viewer, address, userAgent }: Caller,
  now: Date,
): { readonly today: string; readonly yesterday: string } {
  if (viewer) {
    const key = hash(secret, `viewer.${viewer.userId}`);
    return { today: key, yesterday: key };
  }
  const of = (time: Date) => {
    const salt = hash(secret, `viewing-salt.${dayOf(time)}`);
    return hash(salt, `${countedAddress(address)}\n${userAgent}`);
  };
  return { today: of(now), yesterday: of(new Date(now.getTime() - DAY_MS)) };
}

/** What the views of a video from one address are counted under. It does not say which address watched which video. */
export function addressKey(secret: string, videoId: string, address: string): string {
  return `views:${hash(secret, `views.${videoId}.${countedAddress(address)}`)}`;
}
