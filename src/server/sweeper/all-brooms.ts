import type { Metrics } from '../metrics/metrics.ts';
import { requeueExpired } from '../transcodes/requeue.ts';
import { releaseFromSpot } from '../transcodes/spot-fallback.ts';
import type { Broom, BroomParts } from './broom.ts';
import { departedAccounts } from './departed-accounts.ts';
import { duePublications } from './due-publications.ts';
import { finishedDeletions } from './finished-deletions.ts';
import { lingeringOutbox } from './lingering-outbox.ts';
import { oldRows } from './old-rows.ts';
import { orphanedMultiparts } from './orphaned-multiparts.ts';
import { orphanedObjectBrooms } from './orphaned-objects.ts';
import { pointlessTasks } from './pointless-tasks.ts';
import { arrivedUploads, expiredUploads } from './stalled-uploads.ts';
import { stuckVideos } from './stuck-videos.ts';

const EVERY_MS = 1_000;

export interface SweepSettings {
  /** Objects of nothing go when they are older; 0: never. Hours. */
  readonly orphanGraceHours: number;
}

/** All that is swept; what people wait for comes first. */
export function allBrooms(
  parts: BroomParts & { readonly metrics: Metrics },
  { orphanGraceHours }: SweepSettings,
): readonly Broom[] {
  const { db, clock, metrics } = parts;
  const graceMs = orphanGraceHours * 3_600_000;
  return [
    {
      name: 'lost-leases',
      everyMs: EVERY_MS,
      sweep: async () => ({ 'lost-lease': await requeueExpired(db, clock, metrics.countAttemptEnd) }),
    },
    {
      name: 'spot-releases',
      everyMs: EVERY_MS,
      sweep: async () => ({ 'spot-release': await releaseFromSpot(db, clock) }),
    },
    duePublications(parts),
    stuckVideos(parts),
    pointlessTasks(parts),
    arrivedUploads(parts),
    expiredUploads(parts),
    finishedDeletions(parts),
    departedAccounts(parts),
    lingeringOutbox(parts),
    oldRows(parts),
    orphanedMultiparts(parts),
    ...(graceMs > 0 ? orphanedObjectBrooms({ ...parts, graceMs }) : []),
  ];
}
