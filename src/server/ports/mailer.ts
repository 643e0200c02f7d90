export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** Takes letters on. A letter may be handed over twice: `id` is the same then, and becomes its Message-ID. */
export interface Mailer {
  /**
   * Resolves once the letter is somebody else's to deliver.
   * @throws whatever the transport says; who calls tries again later
   */
  send(id: string, letter: Letter): Promise<void>;
  close(): Promise<void>;
}
