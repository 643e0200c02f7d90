import { accountsRouter } from './routers/accounts.ts';
import { apiKeysRouter } from './routers/api-keys.ts';
import { appealsRouter } from './routers/appeals.ts';
import { auditRouter } from './routers/audit.ts';
import { captionsRouter } from './routers/captions.ts';
import { channelsRouter } from './routers/channels.ts';
import { moderationRouter } from './routers/moderation.ts';
import { noticesRouter } from './routers/notices.ts';
import { operationsRouter } from './routers/operations.ts';
import { reportsRouter } from './routers/reports.ts';
import { siteSettingsRouter } from './routers/site-settings.ts';
import { stillsRouter } from './routers/stills.ts';
import { studioRouter } from './routers/studio.ts';
import { uploadsRouter } from './routers/uploads.ts';
import { videosRouter } from './routers/videos.ts';
import { watchRouter } from './routers/watch.ts';
import { webhooksRouter } from './routers/webhooks.ts';
import { workerRouter } from './routers/worker.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  accounts: accountsRouter,
  apiKeys: apiKeysRouter,
  appeals: appealsRouter,
  audit: auditRouter,
  captions: captionsRouter,
  channels: channelsRouter,
  moderation: moderationRouter,
  notices: noticesRouter,
  operations: operationsRouter,
  reports: reportsRouter,
  siteSettings: siteSettingsRouter,
  stills: stillsRouter,
  studio: studioRouter,
  uploads: uploadsRouter,
  videos: videosRouter,
  watch: watchRouter,
  webhooks: webhooksRouter,
  worker: workerRouter,
});

export type AppRouter = typeof appRouter;
