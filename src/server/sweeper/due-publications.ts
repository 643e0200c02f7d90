import { publishDue } from '../videos/publication.ts';
import type { Broom, BroomParts } from './broom.ts';

/** Nobody counts the seconds of a time that was chosen in minutes. */
const EVERY_MS = 2_000;

/** Videos whose owner chose a time to publish them, and that time has come. */
export function duePublications(parts: BroomParts): Broom {
  return {
    name: 'due-publications',
    everyMs: EVERY_MS,
    sweep: async () => ({ 'due-publication': await publishDue(parts) }),
  };
}
