import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { WorkerCapacity } from '#lib/domain/capacity.ts';
import { launchesPausedUntil, launchPauseMs } from '#lib/domain/launch-pause.ts';
import type { Database } from '../db/client.ts';
import { workers } from '../db/schema/workers.ts';
import type { Clock } from '../ports/clock.ts';
import type { Launched } from '../ports/worker-launcher.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { insertWithinCap } from './launch-cap.ts';

/** A decision to launch whose outcome is not noted yet. All that the launcher is asked for is in its row. */
export interface OpenLaunch {
  readonly workerId: string;
  readonly ticket: string;
  readonly isWarm: boolean;
  readonly capacity: WorkerCapacity;
  readonly attempt: number;
  readonly tries: number;
  /** No sooner is it tried again. */
  readonly againAt: Date | null;
}

/** So many failures in a row make the longest pause. */
const REMEMBERED_LAUNCHES = 20;

/** Launches as rows: what is decided, tried and failed outlives the orchestrator that did it. */
export function createLaunchRecords({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /**
     * Notes the decision to launch BEFORE anything starts, so that a worker never runs unknown.
     * @param most workers alive at a time
     * @throws NoRoom when there are so many: another replica was faster
     */
    async announce(
      launcher: string,
      isWarm: boolean,
      capacity: WorkerCapacity = 'local',
      most = Number.POSITIVE_INFINITY,
    ): Promise<{ workerId: string; ticket: string }> {
      const workerId = clock.newId();
      const ticket = newSecret();
      const now = clock.now();
      await insertWithinCap(db, most, {
        id: workerId,
        launcher,
        isWarm,
        capacity,
        ticketHash: hashSecret(ticket),
        launchTicket: ticket,
        launchedAt: now,
        lastSeenAt: now,
      });
      return { workerId, ticket };
    },

    /** Launches of this launcher that are decided and not settled: just announced, throttled, or left by a crash. */
    async findOpenLaunches(launcher: string): Promise<readonly OpenLaunch[]> {
      const rows = await db
        .select()
        .from(workers)
        .where(
          and(
            eq(workers.status, 'launched'),
            eq(workers.launcher, launcher),
            isNotNull(workers.launchTicket),
          ),
        )
        .orderBy(workers.id);
      return rows.map((row) => ({
        workerId: row.id,
        ticket: row.launchTicket ?? '',
        isWarm: row.isWarm,
        capacity: row.capacity,
        attempt: row.launchAttempt,
        tries: row.launchTries,
        againAt: row.launchAgainAt,
      }));
    },

    /** This attempt was refused for certain; the next one asks elsewhere. */
    async setAttempt(workerId: string, attempt: number): Promise<void> {
      await db
        .update(workers)
        .set({ launchAttempt: attempt, launchAgainAt: null })
        .where(eq(workers.id, workerId));
    },

    /** The launcher did not answer, or asked for patience: the very same launch is repeated after a pause. */
    async repeatLater({ workerId, tries }: Pick<OpenLaunch, 'workerId' | 'tries'>): Promise<void> {
      const launchAgainAt = new Date(clock.now().getTime() + launchPauseMs(workerId, tries + 1));
      await db
        .update(workers)
        .set({ launchTries: tries + 1, launchAgainAt })
        .where(eq(workers.id, workerId));
    },

    /**
     * What the launcher started. Spot may have been asked for, and on demand been had. One that was given up
     * meanwhile gets its handle too: by it, it is stopped.
     */
    async setLaunched(workerId: string, { handle, capacity }: Launched): Promise<void> {
      await db
        .update(workers)
        .set({ handle, capacity, launchTicket: null, launchAgainAt: null })
        .where(eq(workers.id, workerId));
    },

    /** Whether launches of this launcher rest, because the last ones came to nothing. */
    async areLaunchesPaused(launcher: string): Promise<boolean> {
      const rows = await db
        .select()
        .from(workers)
        .where(eq(workers.launcher, launcher))
        .orderBy(desc(workers.id))
        .limit(REMEMBERED_LAUNCHES);
      const until = launchesPausedUntil(
        rows.map((row) => ({
          workerId: row.id,
          endCause: row.endCause,
          // Rows of an older release have no cause.
          hasEntered: row.status === 'active' || (row.status === 'exited' && row.endCause === null),
          endedAt: row.exitedAt,
        })),
      );
      return until !== null && until > clock.now();
    },
  };
}
