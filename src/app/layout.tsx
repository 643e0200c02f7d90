import '@fontsource-variable/hanken-grotesk/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { banSentence, serverCaller } from '#server/api/caller.ts';
import { webContainer } from '#server/container.ts';
import { SiteHeader } from './_header/site-header.tsx';
import { BanNotice } from './ban-notice.tsx';
import { EmbedShell } from './embed-shell.tsx';
import { Providers } from './providers.tsx';
import { SiteBanner } from './site-banner.tsx';
import { currentViewer } from './viewer.ts';

/** Every page depends on who asks; nothing can be rendered at build time, when no service runs. */
export const dynamic = 'force-dynamic';

export function generateMetadata(): Metadata {
  return {
    // What search engines and other sites are told are whole addresses.
    metadataBase: new URL(webContainer().env.PUBLIC_URL),
    applicationName: 'Sluice',
    title: { default: 'Sluice', template: '%s · Sluice' },
    description: 'Upload a video, watch it being prepared, share it in adaptive quality.',
    icons: { icon: '/icon.svg', apple: '/icons/icon-180.png' },
    manifest: '/manifest.webmanifest',
    openGraph: { siteName: 'Sluice', type: 'website' },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6fafb' },
    { media: '(prefers-color-scheme: dark)', color: '#0a141b' },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const asked = await headers();
  const nonce = asked.get('x-nonce') ?? undefined;
  if (asked.get('x-embed') === 'yes') return <EmbedShell>{children}</EmbedShell>;
  const viewer = await currentViewer();
  const { banner } = await (await serverCaller()).siteSettings.open();
  const ban = viewer ? null : await banSentence();
  return (
    // next-themes sets the theme on <html> before React wakes up.
    <html lang="en" suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col">
        <Providers nonce={nonce} userId={viewer?.userId ?? ''}>
          <a href="#content" className="skip-link button button-primary">
            Skip to the content
          </a>
          <SiteHeader viewer={viewer && { name: viewer.name, email: viewer.email, role: viewer.role }} />
          <SiteBanner sentence={banner} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-7xl flex-1 px-4 pt-8 pb-20 outline-none sm:px-6 lg:px-8"
          >
            {ban ? <BanNotice sentence={ban} /> : children}
          </main>
        </Providers>
      </body>
    </html>
  );
}
