'use client';

import { useState } from 'react';
import { signOutHere } from '#lib/client/account/sign-out.ts';
import { MessagePage } from './_ui/message-page.tsx';

/** All that a banned person gets to see while they are signed in. */
export function BanNotice({ sentence }: { readonly sentence: string }) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = async () => {
    setIsLeaving(true);
    await signOutHere();
    setIsLeaving(false);
  };
  return (
    <MessagePage
      title="You can not use this account"
      action={
        <button
          type="button"
          className="button button-quiet"
          disabled={isLeaving}
          onClick={() => void leave()}
        >
          Sign out
        </button>
      }
    >
      <p>{sentence}</p>
    </MessagePage>
  );
}
