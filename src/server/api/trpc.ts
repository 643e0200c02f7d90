import { initTRPC, TRPCError } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { ApiScope } from '#lib/domain/api-scopes.ts';
import { AppError } from '#lib/domain/errors.ts';
import { isAdmin, isModerator } from '../accounts/policy.ts';
import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import { checkKeyScope } from '../auth/key-scopes.ts';
import type { WebContainer } from '../container.ts';
import type { CallKind } from '../limits/call-limits.ts';
import { webMetrics } from '../metrics/web-metrics.ts';
import { describeError, toTrpcError } from './errors.ts';
import { noteCall } from './note-call.ts';
import { videoIdOfCall } from './video-of-call.ts';

export interface ApiContext {
  readonly container: WebContainer;
  readonly viewer: MaybeViewer;
  readonly request: Request;
  /** Where the call came from; see `client-address.ts`. */
  readonly address: string;
  /** What every call counts as, whatever it is: of pages that are being rendered. */
  readonly countAs?: CallKind;
  /** Headers to send along with the answer. */
  readonly responseHeaders: Headers;
}

/** A type, not an interface: trpc-to-openapi wants one with an index. */
type CallMeta = {
  /** What REST answers instead of 200. */
  successStatus?: number;
  /** Opens the call to API keys that have it; without one no key can make the call. */
  scope?: ApiScope;
  /** What it counts as; `general` unless it says otherwise. */
  limit?: CallKind;
};
type ApiMeta = OpenApiMeta<CallMeta>;

/** Proxies cut silent streams (nginx and ALB after 60 s); a client that hears nothing reconnects. */
export const streamTiming = { pingMs: 10_000, client: { reconnectAfterInactivityMs: 25_000 } } as const;

const t = initTRPC
  .context<ApiContext>()
  .meta<ApiMeta>()
  .create({
    errorFormatter({ shape, error }) {
      const { code, message, details } = describeError(error);
      // Only what is meant to be read leaves the server: no stack, no path of a procedure, no cause.
      return {
        ...shape,
        message,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, appCode: code, details },
      };
    },
  });

const isOurs = (code: TRPCError['code']): boolean =>
  code === 'INTERNAL_SERVER_ERROR' || code === 'SERVICE_UNAVAILABLE';

/** Whoever has changed something finds it changed. What is called many times a second is about no list. */
const forgetAnswers = t.middleware(async ({ ctx, type, meta, next }) => {
  const result = await next();
  const isOften = meta?.limit === 'live' || meta?.limit === 'worker';
  if (result.ok && type === 'mutation' && !isOften) ctx.container.publicAnswers.forget();
  return result;
});

const translateErrors = t.middleware(async ({ ctx, path, type, getRawInput, next }) => {
  const startedAt = performance.now();
  const result = await next();
  const { countCall } = webMetrics();
  if (result.ok) {
    countCall(path, 'ok');
    // A call that takes no input may come without a body, which is no JSON.
    const input = type === 'mutation' ? await getRawInput().catch(() => undefined) : undefined;
    const videoId = type === 'mutation' ? videoIdOfCall(path, input, result.data) : undefined;
    if (videoId)
      noteCall(ctx.container.log, { path, videoId, ms: Math.round(performance.now() - startedAt) });
    return result;
  }
  const error = toTrpcError(result.error);
  countCall(path, isOurs(error.code) ? 'failed' : 'refused');
  if (error.code === 'INTERNAL_SERVER_ERROR')
    ctx.container.log.error({ err: result.error, path }, 'procedure failed');
  throw error;
});

/** Each call of a batch counts for itself. */
const countAgainstLimits = t.middleware(async ({ ctx, meta, next }) => {
  await ctx.container.callLimits.count(ctx, ctx.countAs ?? meta?.limit ?? 'general', ctx.responseHeaders);
  return next();
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
const limitKeys = t.middleware(({ ctx, meta, next }) => {
  checkKeyScope(ctx.viewer, meta?.scope);
  return next();
});

export const publicProcedure = t.procedure
  .use(translateErrors)
  .use(forgetAnswers)
  .use(limitKeys)
  .use(countAgainstLimits);

function needViewer(viewer: MaybeViewer): Viewer {
  if (!viewer)
    throw toTrpcError(new TRPCError({ code: 'UNAUTHORIZED', cause: new AppError('UNAUTHORIZED') }));
  return viewer;
}

export const signedInProcedure = publicProcedure.use(({ ctx, next }) =>
  next({ ctx: { ...ctx, viewer: needViewer(ctx.viewer) } }),
);

/** For moderators and admins. A program's key never gets here: no such call has a scope. */
export const moderatorProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (!isModerator(ctx.viewer)) throw toTrpcError(new AppError('FORBIDDEN'));
  return next();
});

export const adminProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (!isAdmin(ctx.viewer)) throw toTrpcError(new AppError('FORBIDDEN'));
  return next();
});
