'use client';

import { Bell } from 'lucide-react';
import Link from 'next/link';
import { useUnreadNotices } from '#lib/client/moderation/use-notices.ts';

/** On the button of the menu, for eyes alone: the menu's own entry says it in words. */
export function UnreadMark() {
  const unread = useUnreadNotices();
  if (unread === 0) return null;
  return (
    <span
      aria-hidden="true"
      data-unread-notices={unread}
      className="absolute -top-0.5 -right-0.5 size-3 rounded-full border-2 border-canvas bg-bad"
    />
  );
}

/** The menu's way to the notices, with how many are new. */
export function NoticesLink({ onOpen }: { readonly onOpen: () => void }) {
  const unread = useUnreadNotices();
  return (
    <Link href="/notices" className="button button-plain mt-2 w-full justify-start" onClick={onOpen}>
      <Bell className="size-4.5" aria-hidden="true" />
      Notices
      {unread > 0 && (
        <span className="tabular rounded-md bg-bad-wash px-1.5 text-sm text-bad">{unread} new</span>
      )}
    </Link>
  );
}
