'use client';

import { Gauge, LogOut, type LucideIcon, Settings, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useId, useRef, useState } from 'react';
import { signOutHere } from '#lib/client/account/sign-out.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { NoticesLink, UnreadMark } from './notices-link.tsx';
import type { HeaderViewer } from './site-header.tsx';

export function AccountMenu({ viewer }: { readonly viewer: HeaderViewer }) {
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'here' | 'leaving' | 'unreachable'>('here');
  const close = () => menu.current?.hidePopover();
  const leave = async () => {
    setState('leaving');
    setState(await signOutHere());
  };
  return (
    <>
      <button
        type="button"
        popoverTarget={menuId}
        aria-label={`Account of ${viewer.name}`}
        className="relative ml-1 grid size-9 place-items-center rounded-full bg-accent-wash text-sm font-bold text-accent uppercase"
      >
        <span aria-hidden="true">{viewer.name.trim().slice(0, 1)}</span>
        <UnreadMark />
      </button>
      <div ref={menu} id={menuId} popover="auto" className="menu">
        <p className="px-3 pt-2 font-semibold wrap-anywhere">{viewer.name}</p>
        <p className="border-b border-line px-3 pb-3 text-sm text-muted wrap-anywhere">{viewer.email}</p>
        <NoticesLink onOpen={close} />
        {viewer.role !== 'user' && (
          <MenuLink href="/moderation" icon={ShieldCheck} onOpen={close}>
            Moderation
          </MenuLink>
        )}
        <MenuLink href="/settings" icon={Settings} onOpen={close}>
          Settings
        </MenuLink>
        {viewer.role === 'admin' && (
          <MenuLink href="/admin" icon={Gauge} onOpen={close}>
            Operations
          </MenuLink>
        )}
        <button
          type="button"
          className="button button-plain w-full justify-start"
          onClick={() => void leave()}
          disabled={state === 'leaving'}
        >
          <LogOut className="size-4.5" aria-hidden="true" />
          Sign out
        </button>
        <ProblemNote sentence={state === 'unreachable' ? 'You are still signed in. Try again.' : null} />
      </div>
    </>
  );
}

interface MenuLinkProps {
  readonly href: string;
  readonly icon: LucideIcon;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

function MenuLink({ href, icon: Icon, onOpen, children }: MenuLinkProps) {
  return (
    <Link href={href} className="button button-plain w-full justify-start" onClick={onOpen}>
      <Icon className="size-4.5" aria-hidden="true" />
      {children}
    </Link>
  );
}
