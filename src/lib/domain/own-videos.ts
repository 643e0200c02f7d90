/** How an owner sorts and narrows down the list of their own videos. */
export const ownVideoSorts = ['createdAt', 'title', 'duration', 'size'] as const;
export type OwnVideoSort = (typeof ownVideoSorts)[number];

/** `under-way`: something may still happen to it without anyone's doing. `held`: ready, and kept from others by moderation. */
export const ownVideoStates = ['under-way', 'ready', 'failed', 'cancelled', 'held'] as const;
export type OwnVideoState = (typeof ownVideoStates)[number];
