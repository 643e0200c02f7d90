'use client';

import { LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useId, useState } from 'react';
import type { HeaderViewer } from './site-header.tsx';

export function AccountMenu({ viewer }: { readonly viewer: HeaderViewer }) {
  const menuId = useId();
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => {
    setIsLeaving(true);
    void signOut({ callbackUrl: '/' });
  };
  return (
    <>
      <button
        type="button"
        popoverTarget={menuId}
        aria-label={`Account of ${viewer.name}`}
        className="ml-1 grid size-9 place-items-center rounded-full bg-accent-wash text-sm font-bold text-accent uppercase"
      >
        <span aria-hidden="true">{viewer.name.trim().slice(0, 1)}</span>
      </button>
      <div id={menuId} popover="auto" className="menu">
        <p className="px-3 pt-2 font-semibold wrap-anywhere">{viewer.name}</p>
        <p className="border-b border-line px-3 pb-3 text-sm text-muted wrap-anywhere">{viewer.email}</p>
        <button
          type="button"
          className="button button-plain mt-2 w-full justify-start"
          onClick={leave}
          disabled={isLeaving}
        >
          <LogOut className="size-4.5" aria-hidden="true" />
          Sign out
        </button>
      </div>
    </>
  );
}
