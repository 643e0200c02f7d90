/** Who asks, and how far they get. */
export const people = ['anonymous', 'stranger', 'owner', 'banned', 'moderator', 'admin'] as const;
export type Person = (typeof people)[number];

/** `in`: past the door, whatever the call itself then says. A number: turned away with this status. */
export type Verdict = 'in' | 401 | 403 | 404;
export type Verdicts = Readonly<Record<Person, Verdict>>;

/** Whoever is banned is told so by every call that they sign. */
const banned = 403;

export const everyone: Verdicts = {
  anonymous: 'in',
  stranger: 'in',
  owner: 'in',
  banned,
  moderator: 'in',
  admin: 'in',
};
export const signedIn: Verdicts = { ...everyone, anonymous: 401 };
/** By credentials of another kind, which none of them has. */
export const nobody: Verdicts = {
  anonymous: 401,
  stranger: 401,
  owner: 401,
  banned,
  moderator: 401,
  admin: 401,
};
/** What is the owner's alone does not exist for others. */
export const ownerAlone: Verdicts = { ...signedIn, stranger: 404, moderator: 404, admin: 404 };
/** Looking at a private video. */
export const ownerAndModerators: Verdicts = { ...everyone, anonymous: 404, stranger: 404 };
/** Changing one: a moderator may look at it and not change it. */
export const ownerAndAdmins: Verdicts = { ...signedIn, stranger: 404, moderator: 403 };
export const moderators: Verdicts = { ...signedIn, stranger: 403, owner: 403 };
export const admins: Verdicts = { ...moderators, moderator: 403 };

/** Of a page: shown, led to the sign-in, led to what a signed-in person wants there, or no such page. */
export type PageVerdicts = Readonly<Record<Person, 'in' | 'sign-in' | 'away' | 'told of the ban' | 404>>;

export const anybodysPage: PageVerdicts = {
  anonymous: 'in',
  stranger: 'in',
  owner: 'in',
  // In place of every page, whatever it is.
  banned: 'told of the ban',
  moderator: 'in',
  admin: 'in',
};
export const signedInPage: PageVerdicts = { ...anybodysPage, anonymous: 'sign-in' };
/** For those who look after the site; to others who are signed in there is no such page. */
export const moderatorsPage: PageVerdicts = { ...signedInPage, stranger: 404, owner: 404 };
/** For whoever is not signed in yet. */
export const strangersPage: PageVerdicts = {
  ...anybodysPage,
  stranger: 'away',
  owner: 'away',
  moderator: 'away',
  admin: 'away',
};
/** For others it does not exist; a stranger may turn out to be an admin. */
export const adminsPage: PageVerdicts = { ...signedInPage, stranger: 404, owner: 404, moderator: 404 };
export const privateVideosPage: PageVerdicts = { ...anybodysPage, anonymous: 404, stranger: 404 };
/** A private video in a frame of another site: there everybody is a stranger. */
export const framedPage = Object.fromEntries(people.map((who) => [who, 404])) as PageVerdicts;
