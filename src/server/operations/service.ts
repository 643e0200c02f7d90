import { AppError } from '#lib/domain/errors.ts';
import { isAdmin } from '../accounts/policy.ts';
import type { Viewer } from '../accounts/viewer.ts';
import { type AuditAction, recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import type { DeadLetterService } from '../dead-letters/service.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import { readBackbone } from './backbone.ts';
import { readCostByDay } from './cost-by-day.ts';
import { findOpenUploads } from './open-uploads.ts';
import { readPipelineBoard } from './pipeline-board.ts';

export interface OperationsParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly bus: Pick<EventBus, 'lagOf'>;
  readonly letters: Pick<DeadLetterService, 'list' | 'need' | 'replay' | 'discard'>;
}

/** What admins see of the machinery, and what they do about messages that could not be handled. */
export function createOperationsService(parts: OperationsParts) {
  const { db, clock, letters } = parts;

  function needAdmin(viewer: Viewer): void {
    if (!isAdmin(viewer)) throw new AppError('FORBIDDEN');
  }

  /** Written down before it is done: Kafka is in no transaction of ours, and nothing must be done unwritten. */
  async function order(
    viewer: Viewer,
    action: AuditAction,
    id: string,
    address: string,
    why: { readonly reason?: string } = {},
  ): Promise<void> {
    needAdmin(viewer);
    const { topic, key, deadAt } = await letters.need(id);
    const entry = {
      actorId: viewer.userId,
      action,
      subject: { type: 'dead-letter', id },
      address,
      details: { topic, key, deadAt, ...why },
    } as const;
    await db.transaction((tx) => recordAudit(tx, clock, entry));
  }

  return {
    async board(viewer: Viewer) {
      needAdmin(viewer);
      return readPipelineBoard(parts);
    },

    async backbone(viewer: Viewer) {
      needAdmin(viewer);
      return readBackbone(parts);
    },

    /** The newest `limit` of them. */
    async openUploads(viewer: Viewer, limit: number) {
      needAdmin(viewer);
      return findOpenUploads(parts, limit);
    },

    /** The newest day first. */
    async costByDay(viewer: Viewer, days: number) {
      needAdmin(viewer);
      return readCostByDay(parts, days);
    },

    /** The newest `limit` of those that are open, without their messages; and how many are open. */
    async deadLetters(viewer: Viewer, limit: number) {
      needAdmin(viewer);
      const open = await letters.list();
      const newest = open.toSorted((a, b) => b.deadAt.localeCompare(a.deadAt)).slice(0, limit);
      return { total: open.length, letters: newest.map(({ value: _, ...letter }) => letter) };
    },

    /** With its message. */
    async deadLetter(viewer: Viewer, id: string) {
      needAdmin(viewer);
      return letters.need(id);
    },

    /** Puts it back on its topic. */
    async replayLetter(viewer: Viewer, id: string, address: string): Promise<void> {
      await order(viewer, 'dead-letter.replay-ordered', id, address);
      await letters.replay(id);
    },

    /** Nobody will handle it, for a reason that is written down. */
    async discardLetter(viewer: Viewer, id: string, reason: string, address: string): Promise<void> {
      await order(viewer, 'dead-letter.discard-ordered', id, address, { reason });
      await letters.discard(id);
    },
  };
}
