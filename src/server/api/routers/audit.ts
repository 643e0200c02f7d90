import { auditSearch } from '../inputs/audit.ts';
import { moderatorProcedure, router } from '../trpc.ts';

/** Who did what to whom; rows are only ever added. */
export const auditRouter = router({
  search: moderatorProcedure
    .input(auditSearch)
    .query(({ ctx, input }) => ctx.container.audit.search(ctx.viewer, input)),
});
