'use client';

import './globals.css';
import { MessagePage } from './_ui/message-page.tsx';

/** Stands in when even the frame around the pages could not be made, as without the database. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Sluice</title>
        <main>
          <MessagePage
            title="Sluice is not available right now"
            action={
              <button type="button" className="button button-primary" onClick={reset}>
                Try again
              </button>
            }
          >
            <p>A part of the service did not answer. Nothing of yours is lost.</p>
          </MessagePage>
        </main>
      </body>
    </html>
  );
}
