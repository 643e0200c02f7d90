import { eraseDeparted } from '../accounts/departure.ts';
import type { Broom, BroomParts } from './broom.ts';

const EVERY_MS = 30_000;

/** People who deleted their account: what is left of them goes once the files of their videos are gone. */
export function departedAccounts(parts: BroomParts): Broom {
  return {
    name: 'departed-accounts',
    everyMs: EVERY_MS,
    sweep: async () => ({ 'departed-account': await eraseDeparted(parts) }),
  };
}
