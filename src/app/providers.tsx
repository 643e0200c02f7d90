'use client';

import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { ApiProvider } from '#lib/client/api-provider.tsx';
import { LiveProvider } from '#lib/client/live/live-provider.tsx';
import { UploadsProvider } from '#lib/client/upload/uploads-provider.tsx';

interface ProvidersProps {
  /** Of whoever is signed in; the empty string for a stranger. */
  readonly userId: string;
  readonly children: ReactNode;
  /** Of this page's policy: the theme is set by an inline script, before anything is painted. */
  readonly nonce: string | undefined;
}

export function Providers({ userId, children, nonce }: ProvidersProps) {
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce !== undefined && { nonce })}
    >
      <ApiProvider>
        <LiveProvider key={`live ${userId}`} userId={userId}>
          <UploadsProvider key={userId} userId={userId}>
            {children}
          </UploadsProvider>
        </LiveProvider>
      </ApiProvider>
    </ThemeProvider>
  );
}
