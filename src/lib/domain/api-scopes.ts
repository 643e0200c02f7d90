/** What an API key may be allowed to do. Part of the REST surface: rename none, add freely. */
export const apiScopes = ['videos:read', 'videos:write', 'uploads:write', 'webhooks:manage'] as const;
export type ApiScope = (typeof apiScopes)[number];

/** As the settings page says it. */
export const scopeSentences: Readonly<Record<ApiScope, string>> = {
  'videos:read': 'See your videos, their state and their captions',
  'videos:write': 'Change, retry, cancel and delete your videos',
  'uploads:write': 'Upload new videos',
  'webhooks:manage': 'See, add and remove your webhooks',
};
