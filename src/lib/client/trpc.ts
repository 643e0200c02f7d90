import type { inferRouterOutputs } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '#server/api/root.ts';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

type Outputs = inferRouterOutputs<AppRouter>;
export type Video = Outputs['videos']['get'];
/** What stands on the watch page beside the video. */
export type WatchPage = Outputs['watch']['open'];
export type VideoState = Outputs['videos']['status'];
export type Device = Outputs['accounts']['devices'][number];
