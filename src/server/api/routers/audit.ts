import { auditSearch } from '../inputs/audit.ts';
import { moderatorProcedure, router } from '../trpc.ts';

/** Who did what to whom; rows are only ever added. */
export const auditRouter = router({
  search: moderatorProcedure
    .input(auditSearch)
    .query(({ ctx, input }) => ctx.container.audit.search(ctx.viewer, input)),

  /** Whether the chain holds, as it was found within the last minute. */
  verification: moderatorProcedure.query(({ ctx }) => ctx.container.auditWatch.state()),
});
