import type { PeopleView, ReviewView } from '#lib/domain/moderation.ts';

export const queueViewNames: Readonly<Record<ReviewView, string>> = {
  new: 'New',
  waiting: 'Held',
  reported: 'Reported',
  appealed: 'Appeals',
  down: 'Taken down',
};

/** What is said where there is nothing. */
export const emptySentences: Readonly<Record<ReviewView, string>> = {
  new: 'Every video that may be seen was looked at.',
  waiting: 'No video waits for a decision.',
  reported: 'No report is open.',
  appealed: 'No owner waits for an answer.',
  down: 'Nothing is taken down.',
};

export const peopleViewNames: Readonly<Record<PeopleView, string>> = {
  all: 'Everybody',
  limited: 'Limited',
  banned: 'Banned',
  trusted: 'Trusted',
  staff: 'Moderators and admins',
};
