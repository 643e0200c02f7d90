/** An upload in parts may be paused overnight and gone on with. */
export const MULTIPART_LIFETIME_MS = 48 * 3_600_000;
/** A single PUT must begin while its URL is valid; how long it takes then is the sender's line. */
export const PUT_URL_SECONDS = 900;
/** 5 GB, the most that one PUT may carry, at half a megabit a second. */
export const LONGEST_PUT_MS = 24 * 3_600_000;
