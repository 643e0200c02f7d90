'use client';

import { MessagePage } from './_ui/message-page.tsx';

export default function ErrorPage({ reset }: { readonly reset: () => void }) {
  return (
    <MessagePage
      title="This page could not be shown"
      action={
        <button type="button" className="button button-primary" onClick={reset}>
          Try again
        </button>
      }
    >
      <p>A part of the service did not answer. Nothing of yours is lost.</p>
    </MessagePage>
  );
}
