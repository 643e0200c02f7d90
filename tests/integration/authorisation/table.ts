/**
 * The authorisation matrix. To add a procedure or a route: one line here, with its input and who gets in
 * (`verdicts.ts` has the usual sets). A page: a line below. The walk fails for whatever is missing, and for lines of what is gone.
 */
import { randomUUID } from 'node:crypto';
import { sharedStack } from '../../shared-stack.ts';
import type { Scene } from './scene.ts';
import {
  admins,
  adminsPage,
  anybodysPage,
  everyone,
  framedPage,
  moderators,
  moderatorsPage,
  nobody,
  ownerAlone,
  ownerAndAdmins,
  ownerAndModerators,
  type PageVerdicts,
  people,
  privateVideosPage,
  signedIn,
  signedInPage,
  strangersPage,
  type Verdicts,
} from './verdicts.ts';

interface Row {
  readonly verdicts: Verdicts;
  readonly input: (scene: Scene, asker: { readonly email: string; readonly password: string }) => object;
  /** Where the REST twin says something else, and why it may. */
  readonly rest?: Partial<Verdicts>;
  /** The call is about an upload, which costs a word with S3. */
  readonly needsUpload?: true;
  /** The call ends the asker's session or account, or changes what they may: nobody else must use them. */
  readonly spendsAsker?: true;
}

const upload = { needsUpload: true } as const;
const row = (
  verdicts: Verdicts,
  input: Row['input'] = () => ({}),
  more: Pick<Row, 'spendsAsker' | 'needsUpload' | 'rest'> = {},
): Row => ({
  verdicts,
  input,
  ...more,
});
const video = ({ videoId }: Scene) => ({ id: videoId });
const file = { filename: 'clip.mp4', fileSize: 1000, contentType: 'video/mp4' };
const letter = () => ({ id: 'video.uploads@0:999999999' });
const letterless: Verdicts = { ...admins, admin: 404 };
const ulid = '01KAZX5V3H8T6W2M4N9QRS7BCD';

/** Every tRPC procedure; one with a REST twin is walked by both doors. */
export const procedures: Readonly<Record<string, Row>> = {
  // REST does not look at tokens under /auth: whoever signs in there may well send an old one along.
  'accounts.register': row(
    everyone,
    () => ({ email: `${randomUUID()}@example.test`, password: `pass-${randomUUID()}`, name: 'New' }),
    { rest: { banned: 'in' } },
  ),
  'accounts.login': row(everyone, (_, { email, password }) => ({ email, password })),
  // Opened by the refresh cookie, which none of them sends.
  'accounts.refresh': row(nobody, () => ({}), { rest: { banned: 401 } }),
  'accounts.logout': row(signedIn, () => ({}), { spendsAsker: true, rest: { banned: 401 } }),
  'accounts.me': row(everyone),
  'accounts.profile': row(signedIn),
  'accounts.rename': row(signedIn, () => ({ name: 'Other' })),
  'accounts.changePassword': row(
    signedIn,
    (_, { password }) => ({ current: password, next: `pass-${randomUUID()}` }),
    { spendsAsker: true },
  ),
  'accounts.devices': row(signedIn),
  'accounts.revokeDevice': row(ownerAlone, ({ deviceId }) => ({ id: deviceId })),
  'accounts.revokeOtherDevices': row(signedIn),
  'accounts.requestVerification': row(signedIn),
  // Opened by what a letter holds, whoever brings it.
  'accounts.verifyEmail': row(everyone, () => ({ token: 'none' })),
  'accounts.requestPasswordReset': row(everyone, (_, { email }) => ({ email })),
  'accounts.resetPassword': row(everyone, () => ({ token: 'none', password: `pass-${randomUUID()}` })),
  'accounts.deleteAccount': row(signedIn, (_, { password }) => ({ password }), { spendsAsker: true }),
  'accounts.ban': row(moderators, ({ personId }) => ({ userId: personId, reason: 'spam' })),
  'accounts.unban': row(moderators, ({ personId }) => ({ userId: personId })),
  'accounts.people': row(moderators),
  'accounts.person': row(moderators, ({ personId }) => ({ userId: personId })),
  'accounts.history': row(moderators, ({ personId }) => ({ userId: personId })),
  'accounts.warn': row(moderators, ({ personId }) => ({ userId: personId, message: 'Do not.' })),
  'accounts.limit': row(moderators, ({ personId }) => ({ userId: personId, message: 'For now.' })),
  'accounts.unlimit': row(moderators, ({ personId }) => ({ userId: personId })),
  'accounts.setTrusted': row(moderators, ({ personId }) => ({ userId: personId, trusted: true })),
  'accounts.setRole': row(admins, ({ personId }) => ({ userId: personId, role: 'moderator' })),

  'apiKeys.list': row(signedIn),
  'apiKeys.create': row(signedIn, () => ({ name: 'Robot', scopes: ['videos:read'] })),
  'apiKeys.revoke': row(ownerAlone, ({ apiKeyId }) => ({ id: apiKeyId })),

  // Nobody but the owner is offered to appeal; moderators read the same words elsewhere.
  'appeals.standing': row({ ...signedIn, stranger: 404 }, video),
  'appeals.create': row({ ...signedIn, stranger: 404, moderator: 403, admin: 403 }, ({ videoId }) => ({
    videoId,
    text: 'It is mine.',
  })),

  'audit.search': row(moderators),
  'audit.verification': row(moderators),

  'captions.list': row(ownerAndModerators, video),
  'captions.put': row(ownerAndAdmins, (scene) => ({
    ...video(scene),
    language: 'en',
    text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n',
  })),
  'captions.remove': row(ownerAndAdmins, (scene) => ({ ...video(scene), language: 'en' })),

  'channels.get': row(everyone, ({ ownerId }) => ({ id: ownerId })),

  'moderation.queue': row(moderators, () => ({ view: 'new' })),
  'moderation.review': row(moderators, video),
  'moderation.decide': row(moderators, ({ videoId }) => ({ videoIds: [videoId], decision: 'approve' })),

  'moderation.refuseAppeal': row(moderators, ({ videoId }) => ({ videoId, message: 'No.' })),
  'moderation.policy': row(moderators),
  'moderation.setPolicy': row(admins),

  'reports.create': row({ ...signedIn, stranger: 404, owner: 403 }, ({ videoId }) => ({
    videoId,
    reason: 'spam',
  })),

  'notices.list': row(signedIn),
  'notices.unread': row(signedIn),
  'notices.markRead': row(signedIn, () => ({ upTo: ulid })),

  // There is no such letter, which only an admin is told; the others are turned away before anybody looks.
  'operations.board': row(admins),
  'operations.backbone': row(admins),
  'operations.uploads': row(admins),
  'operations.costByDay': row(admins),
  'operations.deadLetters': row(admins),
  'operations.deadLetter': row(letterless, letter),
  'operations.replayLetter': row(letterless, letter),
  'operations.discardLetter': row(letterless, () => ({ ...letter(), reason: 'none' })),

  'siteSettings.open': row(everyone),
  'siteSettings.list': row(admins),
  'siteSettings.history': row(admins),
  // A revision that nobody can have seen: who is let in meets a conflict, and nothing changes for other tests.
  'siteSettings.change': row(admins, () => ({
    setting: 'banner',
    value: '',
    basedOn: 999_999,
    reason: 'none',
  })),

  'stills.list': row(ownerAndAdmins, video),
  'stills.choose': row(ownerAndAdmins, (scene) => ({ ...video(scene), time: 1 })),
  'stills.createUpload': row(ownerAndAdmins, (scene) => ({
    ...video(scene),
    fileSize: 1000,
    contentType: 'image/jpeg',
  })),

  'studio.analytics': row(signedIn),
  'studio.list': row(signedIn),
  'studio.video': row(ownerAndAdmins, video),
  'studio.schedule': row(ownerAndAdmins, (scene) => ({ ...video(scene), publishAt: null })),

  'uploads.usage': row(signedIn),
  'uploads.create': row(signedIn, () => file),
  'uploads.signParts': row(ownerAlone, ({ uploadId }) => ({ uploadId, partNumbers: [1] }), upload),
  'uploads.get': row(ownerAlone, ({ uploadId }) => ({ uploadId }), upload),
  'uploads.complete': row(ownerAlone, ({ uploadId }) => ({ uploadId }), upload),
  'uploads.abort': row(ownerAlone, ({ uploadId }) => ({ uploadId }), upload),

  'videos.createUploadUrl': row(signedIn, () => file),
  'videos.createUploadPost': row(signedIn, () => file),
  'videos.confirm': row(ownerAlone, ({ uploadVideoId }) => ({ id: uploadVideoId }), upload),
  'videos.list': row(everyone),
  'videos.browse': row(everyone),
  'videos.get': row(ownerAndModerators, video),
  'videos.tags': row(ownerAndModerators, video),
  'videos.update': row(ownerAndAdmins, (scene) => ({ ...video(scene), title: 'Other' })),
  'videos.remove': row(ownerAndAdmins, video),
  'videos.status': row(ownerAndModerators, video),
  'videos.retry': row(ownerAndAdmins, video),
  'videos.cancel': row(ownerAndAdmins, video),
  'videos.explain': row({ ...ownerAndModerators, anonymous: 401 }, video),
  // Of one's own; of a video that one may not see nothing is told, which `live.test.ts` proves.
  'videos.onChanges': row(signedIn, () => ({ mine: true })),

  'watch.open': row(ownerAndModerators, video),
  'watch.beat': row(ownerAndModerators, (scene) => ({
    ...video(scene),
    token: 'none',
    watched: 10,
    position: 10,
  })),

  'watch.isLocked': row(everyone, video),
  // By the password, which none of them has, of a link that is none: it is private.
  'watch.unlock': row(
    { ...nobody, anonymous: 404, stranger: 404, owner: 404, moderator: 404, admin: 404 },
    (scene) => ({
      ...video(scene),
      password: 'none',
    }),
  ),
  'watch.setPassword': row(ownerAndAdmins, (scene) => ({ ...video(scene), password: null })),

  'webhooks.list': row(signedIn),
  'webhooks.create': row(signedIn, () => ({ url: 'https://hooks.example.test/', events: ['video.ready'] })),
  'webhooks.update': row(ownerAlone, ({ webhookId }) => ({ id: webhookId, enabled: false })),
  'webhooks.remove': row(ownerAlone, ({ webhookId }) => ({ id: webhookId })),
  'webhooks.ping': row(ownerAlone, ({ webhookId }) => ({ id: webhookId })),
  'webhooks.deliveries': row(ownerAlone, ({ webhookId }) => ({ id: webhookId })),
  'webhooks.redeliver': row(ownerAlone, ({ webhookId, deliveryId }) => ({ id: webhookId, deliveryId })),

  // Of transcoders, by tickets and session tokens of their own.
  'worker.enter': row(nobody, () => ({ workerId: ulid, ticket: 'none' })),
  'worker.lease': row(nobody, () => ({ maxPriority: null })),
  'worker.renew': row(nobody, () => ({ taskId: ulid, epoch: 1 })),
  'worker.leave': row(nobody),
};

interface RouteRow {
  readonly verdicts: Verdicts;
  readonly path: (scene: Scene) => string;
}

/** What is walked as procedures, or has doors of its own that another file proves. */
type Elsewhere = { readonly provenBy: string };

const route = (verdicts: Verdicts, path: RouteRow['path']): RouteRow => ({ verdicts, path });
/** Without looking at who asks, not even at a token. */
const blind: Verdicts = { ...everyone, banned: 'in' };

/** A private video, where nobody but strangers is known. */
const nothingOfIt = Object.fromEntries(people.map((who) => [who, 404])) as Verdicts;

/** Every method of every route.ts under src/app. */
export const routes: Readonly<Record<string, RouteRow | Elsewhere>> = {
  'GET /api/v1/[...path]': { provenBy: 'its procedures' },
  'POST /api/v1/[...path]': { provenBy: 'its procedures' },
  'PUT /api/v1/[...path]': { provenBy: 'its procedures' },
  'PATCH /api/v1/[...path]': { provenBy: 'its procedures' },
  'DELETE /api/v1/[...path]': { provenBy: 'its procedures' },
  'GET /api/v1/auth/continue': route(blind, () => '/api/v1/auth/continue?next=/'),
  'GET /api/v1/openapi.json': route(everyone, () => '/api/v1/openapi.json'),
  'GET /api/v1/videos/[id]/events': route(
    ownerAndModerators,
    ({ videoId }) => `/api/v1/videos/${videoId}/events`,
  ),
  'POST /api/v1/upload': route(signedIn, () => '/api/v1/upload'),
  'HEAD /api/tus/[[...id]]': { provenBy: 'tests/integration/tus.test.ts' },
  'POST /api/tus/[[...id]]': route(signedIn, () => '/api/tus'),
  'PATCH /api/tus/[[...id]]': { provenBy: 'tests/integration/tus.test.ts' },
  'DELETE /api/tus/[[...id]]': { provenBy: 'tests/integration/tus.test.ts' },
  'POST /api/webhook/processing-complete': { provenBy: 'tests/integration/processing-webhook.test.ts' },
  'GET /api/trpc/[trpc]': { provenBy: 'its procedures' },
  'POST /api/trpc/[trpc]': { provenBy: 'its procedures' },
  'GET /api/auth/[...nextauth]': route(blind, () => '/api/auth/providers'),
  'POST /api/auth/[...nextauth]': { provenBy: 'tests/integration/accounts.test.ts' },
  // Each of them knows strangers alone: what is its owner's is nobody's here.
  'GET /api/oembed': route(
    nothingOfIt,
    ({ videoId }) => `/api/oembed?url=${encodeURIComponent(`${sharedStack().url}/watch/${videoId}`)}`,
  ),
  'GET /thumbnail/[id]': route(nothingOfIt, ({ videoId }) => `/thumbnail/${videoId}`),
  'GET /channel/[id]/feed.xml': route(blind, ({ ownerId }) => `/channel/${ownerId}/feed.xml`),
  'GET /feed.xml': route(blind, () => '/feed.xml'),
  'GET /robots.txt': route(blind, () => '/robots.txt'),
  'GET /sitemap.xml': route(blind, () => '/sitemap.xml'),
  'GET /sitemap/[page]': route(blind, () => '/sitemap/1'),
  'GET /api/health': route(blind, () => '/api/health'),
  'GET /api/health/live': route(blind, () => '/api/health/live'),
  'GET /health': route(blind, () => '/health'),
  // Opened by a grant in the query; who asks does not matter, not even to the owner.
  'GET /media/[id]/[...file]': route(
    { ...nobody, banned: 401 },
    ({ videoId }) => `/media/${videoId}/master.m3u8`,
  ),
};

interface PageRow {
  readonly verdicts: PageVerdicts;
  readonly path: (scene: Scene) => string;
}

const page = (verdicts: PageVerdicts, path: string): PageRow => ({ verdicts, path: () => path });

/** Every page.tsx under src/app. */
export const pages: Readonly<Record<string, PageRow>> = {
  '/': page(anybodysPage, '/'),
  '/admin': page(adminsPage, '/admin'),
  '/admin/cost': page(adminsPage, '/admin/cost'),
  '/admin/dead-letters': page(adminsPage, '/admin/dead-letters'),
  '/admin/dead-letters/[id]': page(adminsPage, '/admin/dead-letters/video.uploads@0:999999999'),
  '/admin/kafka': page(adminsPage, '/admin/kafka'),
  '/admin/settings': page(adminsPage, '/admin/settings'),
  '/admin/uploads': page(adminsPage, '/admin/uploads'),
  '/channel/[id]': { verdicts: anybodysPage, path: ({ ownerId }) => `/channel/${ownerId}` },
  '/docs/api': page(anybodysPage, '/docs/api'),
  '/embed/[id]': { verdicts: framedPage, path: ({ videoId }) => `/embed/${videoId}` },
  '/forgot-password': page(anybodysPage, '/forgot-password'),
  '/moderation': page(moderatorsPage, '/moderation'),
  '/moderation/audit': page(moderatorsPage, '/moderation/audit'),
  '/moderation/policy': page(moderatorsPage, '/moderation/policy'),
  '/moderation/users': page(moderatorsPage, '/moderation/users'),
  '/moderation/users/[id]': {
    verdicts: moderatorsPage,
    path: ({ personId }) => `/moderation/users/${personId}`,
  },
  '/moderation/videos/[id]': {
    verdicts: moderatorsPage,
    path: ({ videoId }) => `/moderation/videos/${videoId}`,
  },
  '/notices': page(signedInPage, '/notices'),
  '/register': page(strangersPage, '/register'),
  '/reset-password': page(anybodysPage, '/reset-password'),
  '/settings': page(signedInPage, '/settings'),
  '/settings/api-keys': page(signedInPage, '/settings/api-keys'),
  '/settings/devices': page(signedInPage, '/settings/devices'),
  '/settings/webhooks': page(signedInPage, '/settings/webhooks'),
  '/sign-in': page(strangersPage, '/sign-in'),
  '/studio': page(signedInPage, '/studio'),
  '/studio/videos/[id]': {
    verdicts: { ...privateVideosPage, anonymous: 'sign-in', moderator: 404 },
    path: ({ videoId }) => `/studio/videos/${videoId}`,
  },
  '/studio/videos/[id]/explain': {
    verdicts: { ...privateVideosPage, anonymous: 'sign-in' },
    path: ({ videoId }) => `/studio/videos/${videoId}/explain`,
  },
  '/upload': page(signedInPage, '/upload'),
  '/verify-email': page(anybodysPage, '/verify-email'),
  '/watch/[id]': { verdicts: privateVideosPage, path: ({ videoId }) => `/watch/${videoId}` },
};
