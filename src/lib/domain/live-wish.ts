/** What the pages of one browser want to hear of as it happens. */
export interface LiveWish {
  /** All of one's own videos. */
  readonly mine: boolean;
  /** And these; of what one may not see nothing is told. */
  readonly ids: readonly string[];
}

/** Of one stream. Whoever watches more at a time hears of the rest when its page asks. */
export const MOST_LIVE_IDS = 50;

export const nothingWished: LiveWish = { mine: false, ids: [] };

export const isNothing = ({ mine, ids }: LiveWish): boolean => !mine && ids.length === 0;

/** All that any of them wants: of too many videos, those that were wanted last. */
export function joinWishes(wishes: readonly LiveWish[]): LiveWish {
  const ids = [...new Set(wishes.flatMap((wish) => wish.ids).toReversed())];
  return { mine: wishes.some(({ mine }) => mine), ids: ids.slice(0, MOST_LIVE_IDS) };
}

/** Whether whoever hears all of `told` hears all of `wish`. */
export function covers(told: LiveWish, wish: LiveWish): boolean {
  return (told.mine || !wish.mine) && wish.ids.every((id) => told.ids.includes(id));
}
