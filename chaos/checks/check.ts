/** What must hold at the end: a sentence, and what spoke against it. */
export interface Check {
  readonly name: string;
  /** How much was looked at: a check that saw nothing proves nothing. */
  readonly seen: number;
  /** One sentence for each case that breaks it. */
  readonly faults: readonly string[];
}
