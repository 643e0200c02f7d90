import { z } from 'zod';
import { AppError } from '#lib/domain/errors.ts';
import { leasedTask } from '#lib/domain/worker-protocol.ts';
import { type ApiContext, publicProcedure, router } from '../trpc.ts';

/** A worker's session token is no account's: it opens these calls and nothing else. */
async function needWorker(ctx: ApiContext) {
  const token = /^Worker (\S+)$/.exec(ctx.request.headers.get('authorization') ?? '')?.[1];
  const worker = token ? await ctx.container.workers.workerOf(token) : undefined;
  if (!worker) throw new AppError('UNAUTHORIZED');
  return worker;
}

/** Workers call for work and renew all day, by their own credentials and often from one address. */
const limit = 'worker';

const workerProcedure = publicProcedure
  .meta({ limit })
  .use(async ({ ctx, next }) => next({ ctx: { ...ctx, ...(await needWorker(ctx)) } }));

const heldTask = z.object({ taskId: z.ulid(), epoch: z.int().positive() });

/** What transcoders call. They hold no database credentials and learn no more than their task needs. */
export const workerRouter = router({
  /** Exchanges the one-use launch ticket for a session token. */
  enter: publicProcedure
    .meta({ limit })
    .input(z.object({ workerId: z.ulid(), ticket: z.string().max(100) }))
    .output(z.object({ sessionToken: z.string() }))
    .mutation(({ ctx, input }) => ctx.container.workers.enter(input.workerId, input.ticket)),

  /**
   * The task to do next, or null. `maxPriority`: nothing less urgent. `waits`: answered as soon as there is one, or
   * after some seconds.
   */
  lease: workerProcedure
    .input(z.object({ maxPriority: z.int().nullable(), waits: z.boolean().default(false) }))
    .output(z.object({ task: leasedTask.nullable(), leaseSeconds: z.number() }))
    .mutation(({ ctx, input: { maxPriority, waits } }) => {
      const { leases, stopping } = ctx.container;
      const wish = { workerId: ctx.workerId, capacity: ctx.capacity, maxPriority };
      return waits ? leases.wait(wish, AbortSignal.any([ctx.request.signal, stopping])) : leases.lease(wish);
    }),

  /** Prolongs a lease. `cancel` says: stop, nobody wants the result any more. */
  renew: workerProcedure
    .input(heldTask)
    .output(z.object({ cancel: z.boolean(), isUrgent: z.boolean(), wantedSegment: z.int().nullable() }))
    .mutation(({ ctx, input }) => ctx.container.leases.renew(ctx.workerId, input.taskId, input.epoch)),

  leave: workerProcedure.output(z.void()).mutation(({ ctx }) => ctx.container.workers.leave(ctx.workerId)),
});
