import type { LiveWish } from '#lib/domain/live-wish.ts';
import type { VideoState } from '../trpc.ts';

/** What the tabs of one browser say to each other. */
export type LiveMessage =
  /** A tab says what it wants to hear of; with nothing, it leaves. */
  | { readonly kind: 'wish'; readonly tabId: string; readonly wish: LiveWish }
  /** Whoever holds the stream from now on asks what everybody wants. */
  | { readonly kind: 'who-is-there' }
  /** The stream has begun, for the first time or again: what was missed comes now, or is in the lists. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'state'; readonly state: VideoState };
