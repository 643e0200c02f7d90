'use client';

import { type FormEvent, useId } from 'react';
import type { PersonDesk } from '#lib/client/moderation/use-person.ts';

const names = { user: 'Member', moderator: 'Moderator', admin: 'Admin' } as const;
const roles = ['user', 'moderator', 'admin'] as const;

/** For admins, and about others than themselves. */
export function RolePicker({ desk }: { readonly desk: PersonDesk }) {
  const id = useId();
  const { person, isBusy } = desk;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const asked = new FormData(event.currentTarget).get('role');
    const role = roles.find((known) => known === asked);
    if (role) desk.setRole.mutate({ userId: person.id, role });
  }

  return (
    <form onSubmit={submit} aria-label="Role" className="flex flex-wrap items-end gap-3">
      <div>
        <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
          Role
        </label>
        <select id={id} key={person.role} name="role" className="field w-auto" defaultValue={person.role}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {names[role]}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="button button-quiet" disabled={isBusy}>
        Give this role
      </button>
    </form>
  );
}
