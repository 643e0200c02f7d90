/** Moderators, owners and their videos, with the gate that serves those. */
import { eq } from 'drizzle-orm';
import { createMeasureService } from '../../../src/server/accounts/measures.ts';
import { createPeopleService } from '../../../src/server/accounts/people.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { createS3MediaSigner } from '../../../src/server/adapters/s3-media-signer.ts';
import type { Database } from '../../../src/server/db/client.ts';
import { auditLog } from '../../../src/server/db/schema/audit-log.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import type { Role } from '../../../src/server/db/schema/users.ts';
import type { VideoRow } from '../../../src/server/db/schema/videos.ts';
import { createGate } from '../../../src/server/delivery/gate.ts';
import { createMediaAccess } from '../../../src/server/delivery/media-access.ts';
import { sendDueMail } from '../../../src/server/mail/send-due-mail.ts';
import { createAppealService } from '../../../src/server/moderation/appeal-service.ts';
import { createNoticeService } from '../../../src/server/moderation/notices.ts';
import { createPersonHistory } from '../../../src/server/moderation/person-history.ts';
import { createPolicyService } from '../../../src/server/moderation/policy-service.ts';
import { createReportService } from '../../../src/server/moderation/report-service.ts';
import { createModerationService } from '../../../src/server/moderation/service.ts';
import type { ObjectAddress, ObjectStore } from '../../../src/server/ports/object-store.ts';
import { isOpenToStrangers } from '../../../src/server/videos/policy.ts';
import { createVideoService } from '../../../src/server/videos/service.ts';
import { rowOf } from '../../support/database.ts';
import { createAccountWorld, device } from './account-world.ts';
import { insertVideo, planned } from './planned-video.ts';

export const grantSecret = 'a secret of thirty-two characters';
/** All that the gate uses of a store. */
const store = {
  signGet: async ({ key }: ObjectAddress) => `https://s3/${key}`,
} as unknown as ObjectStore;

export type ModerationWorld = ReturnType<typeof createModerationWorld>;
type Decision = Parameters<ReturnType<typeof createModerationService>['decide']>[1];

export function createModerationWorld(db: Database) {
  const accounts = createAccountWorld(db);
  const { clock } = accounts;
  const media = createMediaAccess({ secret: grantSecret, publicUrl: '', clock });
  const moderation = createModerationService({ db, clock, media });
  const gate = createGate({ db, clock, signer: createS3MediaSigner(store, 'm'), secret: grantSecret });
  const videoOf = (id: string): Promise<VideoRow> => rowOf(db, id);

  return {
    accounts,
    clock,
    moderation,
    notices: createNoticeService({ db, clock }),
    reports: createReportService({ db, clock }),
    appeals: createAppealService({ db, clock }),
    measures: createMeasureService({ db, clock }),
    people: createPeopleService({ db }),
    personHistory: createPersonHistory({ db }),
    sitePolicy: createPolicyService({ db, clock }),
    videos: createVideoService({
      db,
      clock,
      store,
      media,
      log: accounts.mailParts.log,
      buckets: { source: 's', media: 'm' },
      launcherName: 'process',
    }),
    gate,
    videoOf,

    async join(role: Role = 'user'): Promise<Viewer> {
      return (await accounts.enter((await accounts.join(role)).email)).viewer;
    },

    /** A public one that plays, with every segment of every track. */
    async publish(ownerId: string, over: Partial<VideoRow> = {}): Promise<string> {
      const videoId = await insertVideo(db, clock, {
        ownerId,
        status: 'ready',
        visibility: 'public',
        moderation: 'approved',
        playable: true,
        durationMs: 12_000,
        audioSegmentCount: 3,
        thumbnailKey: 'K/still-0-1.jpg',
        ...over,
      });
      const rows = ['audio', ...planned.rungs.map(({ name }) => name)].flatMap((track) =>
        [-1, 0, 1, 2].map((number) => ({
          videoId,
          track,
          number,
          objectKey: `${videoId}/${track}/${number}`,
          epoch: 1,
          sizeBytes: 1_000,
          sha256: `${number + 1}`.repeat(64),
          durationTicks: number < 0 ? 0 : 4 * planned.grid.timescale,
          codecs: number < 0 ? 'avc1' : null,
          timescale: number < 0 ? planned.grid.timescale : null,
          boundAt: clock.now(),
        })),
      );
      await db.insert(bindings).values(rows);
      return videoId;
    },

    /** The grant that this viewer's page has in its addresses; undefined where nothing plays. */
    async grantOf(viewer: Viewer | null, videoId: string): Promise<string | undefined> {
      const url = media.urlsFor(viewer, await videoOf(videoId))?.hls();
      return url?.replace(/^.*g=/, '');
    },

    /** What the gate makes of each kind of request: an error's code, or that it serves. */
    async askGate(videoId: string, grant: string | undefined): Promise<readonly string[]> {
      const rung = planned.rungs[0]?.name ?? '';
      const files = ['master.m3u8', 'manifest.mpd', 'thumbnail.jpg', `${rung}/playlist.m3u8`];
      const answers: string[] = [];
      for (const file of [...files, `${rung}/init.mp4`, `${rung}/2.m4s`, 'audio/0.m4s'])
        answers.push(await gate.serve(videoId, file, grant ?? null).then(() => 'served', codeOfError));
      return [...new Set(answers)];
    },

    decide: (
      viewer: Viewer,
      videoIds: readonly string[],
      over: Partial<Decision> & Pick<Decision, 'decision'>,
    ) =>
      moderation.decide(
        viewer,
        { videoIds, reason: 'spam', note: null, message: null, ...over },
        device.address,
      ),

    /** Sends all mail that is due; the texts of what this address got of decisions. */
    async lettersTo(email: string): Promise<readonly string[]> {
      await sendDueMail(accounts.mailParts);
      const about = accounts.letters.filter(
        ({ to, subject }) => to === email && subject.includes('decision'),
      );
      return about.map(({ text }) => text);
    },

    isOpen: async (videoId: string) => isOpenToStrangers(await videoOf(videoId)),

    async auditOf(subjectId: string) {
      const rows = await db
        .select()
        .from(auditLog)
        .where(eq(auditLog.subjectId, subjectId))
        .orderBy(auditLog.id);
      return rows.map(({ action, actorId, details }) => ({ action, actorId, details }));
    },
  };
}

export function codeOfError(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  throw error;
}
