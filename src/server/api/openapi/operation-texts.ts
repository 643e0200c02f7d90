/** What a call does, for people, by its operation id. */
const texts: Readonly<Record<string, readonly [summary: string, description?: string]>> = {
  'accounts-register': ['Create an account'],
  'accounts-login': [
    'Sign in',
    'Answers an access token of at most 15 minutes, and sets a refresh token as an HttpOnly cookie.',
  ],
  'accounts-refresh': ['Renew the access token', 'Reads the refresh cookie and rotates it.'],
  'accounts-logout': ['Sign out', 'The session ends at once, everywhere.'],
  'uploads-create': [
    'Begin an upload',
    'Opens a resumable upload of one file in parts. All parts have `partSize` bytes, except for the last one.',
  ],
  'uploads-signParts': [
    'Sign parts',
    'Answers URLs to PUT the bytes of the parts to, with exactly their length. Ask as often as you like, up to 100 at a time.',
  ],
  'uploads-get': [
    'What has arrived',
    'From the store’s own list: send the missing parts and no others to resume after a crash.',
  ],
  'uploads-complete': [
    'Complete an upload',
    'Idempotent. When parts are missing: 409 `UPLOAD_INCOMPLETE`, whose details name them. Content is not judged here: rubbish ends as a failed video.',
  ],
  'uploads-abort': ['Abort an upload', 'Idempotent. What had arrived is removed.'],
  'videos-createUploadUrl': [
    'Begin an upload with one PUT',
    'For files up to 5 GB. PUT the bytes to `uploadUrl`, then confirm.',
  ],
  'videos-createUploadPost': [
    'Begin an upload with a form',
    'For pages without scripts of ours, files up to 5 GB. POST `fields` and then the bytes as `file` to `url`, then confirm.',
  ],
  'videos-confirm': ['Confirm an upload with one PUT or a form', 'Idempotent.'],
  'videos-list': [
    'List videos',
    'The public catalog; with `mine=true` all of your own, in whatever state they are.',
  ],
  'videos-get': [
    'One video',
    'Media URLs are null until it is `playable`. They carry their own grant and work with a plain GET.',
  ],
  'videos-update': ['Change title, description or visibility'],
  'videos-remove': [
    'Delete a video',
    'It stops playing at once. With `deleteFiles=false` its files are kept.',
  ],
  'videos-status': [
    'How far it is',
    'Cheap to poll. `playable` turns true long before `ready`. For live news use the events or a webhook.',
  ],
  'videos-retry': [
    'Try again',
    'Of a failed or cancelled video. What was encoded already is not made twice.',
  ],
  'videos-cancel': ['Cancel', 'Of a video that is queued or processed.'],
  'captions-list': ['List captions'],
  'captions-put': ['Add captions', 'SRT or WebVTT. Takes the place of those of the same language.'],
  'captions-remove': ['Remove captions'],
  'stills-list': ['Thumbnails to choose from'],
  'stills-choose': ['Choose the thumbnail', 'Exactly one of `candidate`, `time` (seconds) and `upload`.'],
  'stills-createUpload': [
    'Upload a picture as the thumbnail',
    'PUT the bytes to `uploadUrl`, then choose it by its `upload`.',
  ],
  'apiKeys-list': ['List API keys'],
  'apiKeys-create': ['Make an API key', 'The key is in this answer and nowhere else: only its hash is kept.'],
  'apiKeys-revoke': ['Revoke an API key', 'The very next call that is made with it is refused.'],
  'webhooks-list': ['List webhooks'],
  'webhooks-create': [
    'Add a webhook',
    'The secret that signs its deliveries is in this answer and nowhere else.',
  ],
  'webhooks-update': ['Change a webhook, or switch it on or off'],
  'webhooks-remove': ['Remove a webhook', 'With its log.'],
  'webhooks-ping': ['Send a test event'],
  'webhooks-deliveries': ['The log of a webhook', 'Newest first, kept for 30 days.'],
  'webhooks-redeliver': [
    'Send a delivery again',
    'The same event id and the same bytes, under a new signature.',
  ],
};

/** @throws Error for a call that nobody has found words for */
export function textsOf(operationId: string): { readonly summary: string; readonly description?: string } {
  const found = texts[operationId];
  if (!found) throw new Error(`${operationId} needs a line in operation-texts.ts`);
  const [summary, description] = found;
  return { summary, ...(description && { description }) };
}

/** Where fields that may all be left out must not all be. By operation id. */
export const requestExamples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'stills-choose': { candidate: 0 },
  'stills-createUpload': { fileSize: 120_000, contentType: 'image/jpeg' },
  'videos-update': { title: 'A walk in the rain', visibility: 'public' },
  'webhooks-update': { enabled: false },
  'webhooks-create': { url: 'https://example.com/sluice', events: ['video.ready', 'video.failed'] },
  'apiKeys-create': { name: 'Uploads of the CMS', scopes: ['uploads:write', 'videos:read'] },
};

export const tagTexts: Readonly<Record<string, string>> = {
  auth: 'Accounts and sessions',
  uploads: 'Uploads in parts, resumable',
  videos: 'The catalog, and what becomes of a video',
  captions: 'Captions',
  thumbnails: 'Thumbnails',
  'api-keys': 'Keys with which programs act as you; they are managed with an access token only',
  webhooks: 'Where your programs are told what happens',
};
