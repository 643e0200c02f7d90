/** Server and browser must ask for the same page, or the first answer would not count as it. */
export const QUEUE_PAGE_SIZE = 20;
