'use client';

import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { ApiProvider } from '#lib/client/api-provider.tsx';
import { UploadsProvider } from '#lib/client/upload/uploads-provider.tsx';

export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange>
      <ApiProvider>
        <UploadsProvider>{children}</UploadsProvider>
      </ApiProvider>
    </ThemeProvider>
  );
}
