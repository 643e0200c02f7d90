/** Where a list goes on: after the row of this value and id, so that what is added meanwhile moves nothing. */
export interface ListCursor {
  /** What the list is sorted by, as a whole number: milliseconds, or a count. */
  readonly value: number;
  readonly id: string;
}

/** For addresses, and for those who check what came back. */
export const listCursorPattern = /^\d{1,16}-[0-9A-HJKMNP-TV-Z]{26}$/;

export const formatListCursor = ({ value, id }: ListCursor): string => `${value}-${id}`;

/** @throws Error for what is no cursor: the door has looked at its form */
export function parseListCursor(text: string): ListCursor {
  if (!listCursorPattern.test(text)) throw new Error('this is no cursor of a list');
  const [value = '', id = ''] = text.split('-');
  return { value: Number(value), id };
}
