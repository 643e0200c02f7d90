import type { FoundPerson } from '#lib/client/moderation/types.ts';

/** Role and standing, each in a word. */
export function StandingMarks({
  person,
}: {
  readonly person: Pick<FoundPerson, 'role' | 'bannedAt' | 'limitedAt' | 'trustedAt'>;
}) {
  const marks = [
    { name: person.role, isShown: person.role !== 'user', look: 'bg-accent-wash text-accent' },
    { name: 'banned', isShown: person.bannedAt !== null, look: 'bg-bad-wash text-bad' },
    { name: 'limited', isShown: person.limitedAt !== null, look: 'bg-bad-wash text-bad' },
    { name: 'trusted', isShown: person.trustedAt !== null, look: 'bg-accent-wash text-accent' },
  ].filter(({ isShown }) => isShown);
  if (marks.length === 0) return <span className="text-sm text-muted">in good standing</span>;
  return (
    <ul aria-label="Standing" className="flex flex-wrap gap-1.5">
      {marks.map(({ name, look }) => (
        <li key={name} className={`rounded-md px-2 py-1 text-xs font-semibold ${look}`}>
          {name}
        </li>
      ))}
    </ul>
  );
}
