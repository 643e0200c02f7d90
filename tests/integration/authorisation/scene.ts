/** What the owner has, made anew for each call: calls change it. */
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import type { Database } from '../../../src/server/db/client.ts';
import { apiKeys } from '../../../src/server/db/schema/api-keys.ts';
import { captions } from '../../../src/server/db/schema/captions.ts';
import { sessions } from '../../../src/server/db/schema/sessions.ts';
import { users } from '../../../src/server/db/schema/users.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { webhookDeliveries, webhookEndpoints } from '../../../src/server/db/schema/webhooks.ts';
import { sampleVideo } from '../../../src/server/videos/testing/sample-video.ts';
import type { RestClient } from '../../support/rest-client.ts';
import { openUpload } from '../../support/upload.ts';

export interface Scene {
  readonly ownerId: string;
  /** Private and ready, with captions in English. */
  readonly videoId: string;
  /** Open, nothing sent; empty where the call is about no upload. */
  readonly uploadId: string;
  readonly uploadVideoId: string;
  /** Another session of the owner's. */
  readonly deviceId: string;
  readonly apiKeyId: string;
  readonly webhookId: string;
  readonly deliveryId: string;
  /** Somebody without rights, for those who may do something to people. */
  readonly personId: string;
}

export async function giveVideo(db: Database, ownerId: string): Promise<string> {
  const id = ulid();
  await db.insert(videos).values(sampleVideo({ id, ownerId, status: 'ready' }));
  return id;
}

export async function setScene(db: Database, owner: RestClient, needsUpload: boolean): Promise<Scene> {
  const ownerId = owner.userId;
  const upload = needsUpload ? await openUpload(owner, 1000) : { uploadId: '', videoId: '' };
  const [deviceId, apiKeyId, personId] = [ulid(), ulid(), ulid()];
  const [webhookId, deliveryId] = [ulid(), ulid()];
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + 3_600_000);
  const keyHash = randomBytes(32).toString('hex');
  // Their number is limited.
  await db.delete(apiKeys).where(eq(apiKeys.userId, ownerId));
  await db.delete(webhookEndpoints).where(eq(webhookEndpoints.userId, ownerId));
  await db.insert(sessions).values({ id: deviceId, userId: ownerId, createdAt, expiresAt });
  await db.insert(apiKeys).values({
    id: apiKeyId,
    userId: ownerId,
    name: 'Robot',
    prefix: 'slk_x',
    keyHash,
    scopes: [],
    createdAt,
  });
  await db.insert(webhookEndpoints).values({
    id: webhookId,
    userId: ownerId,
    url: 'https://hooks.example.test/',
    secret: 'whsec_x',
    events: ['video.ready'],
    createdAt,
  });
  await db.insert(webhookDeliveries).values({
    id: deliveryId,
    endpointId: webhookId,
    userId: ownerId,
    eventId: ulid(),
    eventType: 'video.ready',
    body: '{}',
    status: 'given-up',
    dueAt: expiresAt,
    log: [],
    createdAt,
    endedAt: createdAt,
  });
  const email = `${personId.toLowerCase()}@example.test`;
  await db.insert(users).values({ id: personId, email, name: 'Somebody', passwordHash: 'none', createdAt });
  const videoId = await giveVideo(db, ownerId);
  await db
    .insert(captions)
    .values({ id: ulid(), videoId, language: 'en', label: 'English', cueCount: 1, createdAt });
  return {
    ownerId,
    videoId,
    uploadId: upload.uploadId,
    uploadVideoId: upload.videoId,
    deviceId,
    apiKeyId,
    webhookId,
    deliveryId,
    personId,
  };
}
