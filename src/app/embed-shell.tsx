import type { ReactNode } from 'react';

/**
 * The page in a frame of another site: the player and nothing around it, the same for everyone. Without the providers of
 * the other pages: they read `localStorage`, which browsers refuse to a frame of another site with an error.
 */
export function EmbedShell({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" data-theme="dark">
      <body className="bg-black">
        <main className="h-dvh overflow-hidden">{children}</main>
      </body>
    </html>
  );
}
