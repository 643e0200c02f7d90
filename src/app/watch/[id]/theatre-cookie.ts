/** Set in the browser, read by the server: the page comes laid out as it was left. */
export const THEATRE_COOKIE = 'sluice.theatre';
