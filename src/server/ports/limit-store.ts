/**
 * Keeps what callers have used up. It holds texts and compares them: how limits are judged is the domain's
 * business alone, so that every store gives the same answers.
 */
export interface LimitStore {
  read(key: string): Promise<string | undefined>;
  /**
   * Writes `after` if the key still holds `before` (undefined: nothing), in one step.
   * @param keepUntil from then on the store may forget the key
   * @returns false when somebody else wrote meanwhile; nothing is changed then
   */
  swap(key: string, before: string | undefined, after: string, keepUntil: Date): Promise<boolean>;
}
