/** Makes the address that a viewer fetches one object of the media bucket from. */
export interface MediaSigner {
  /** @param expiresSeconds how long it opens from now on; whoever has it may use it so long */
  signGet(key: string, expiresSeconds: number): Promise<string>;
}
