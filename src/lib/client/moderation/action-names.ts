/** What was decided or done, as lists of moderators and owners name it. Rows older than a name show their own. */
const names: Readonly<Record<string, string>> = {
  approve: 'Approved',
  reject: 'Rejected',
  hide: 'Hidden',
  restore: 'Restored',
  hold: 'Held by a rule',
  'refuse-appeal': 'Appeal refused',
  warn: 'Warned',
  limit: 'Limited',
  unlimit: 'No longer limited',
  banned: 'Banned',
  unbanned: 'Ban lifted',
  trusted: 'Trusted',
  untrusted: 'No longer trusted',
  'role-changed to user': 'Made an ordinary member',
  'role-changed to moderator': 'Made a moderator',
  'role-changed to admin': 'Made an admin',
};

export const nameOfAction = (what: string): string => names[what] ?? what;

/** Why a video waits. */
export const holdSentences = {
  'review-first': 'The site reviews first',
  limited: 'Its owner is limited',
  'new-account': 'New account',
  'watched-word': 'Watched word',
  'known-content': 'Was taken down before',
  reports: 'Enough reports',
} as const;

export const stateNames = {
  pending: 'Waits for review',
  approved: 'Approved',
  rejected: 'Rejected',
  hidden: 'Hidden',
} as const;
