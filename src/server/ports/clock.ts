import { ulid } from 'ulid';

/** Time and identity are injected, so that a test or a simulation decides both. */
export interface Clock {
  now(): Date;
  /** A new ULID. */
  newId(): string;
}

export const systemClock: Clock = {
  now: () => new Date(),
  newId: () => ulid(),
};
