/** Sent with every page; the API sets its own where it differs. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // Addresses of media carry a grant: no other site may learn them from a Referer.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), midi=(), display-capture=()',
  },
];

/** What is no page may load, run and frame nothing, should a browser ever show it as one. Pages: src/proxy.ts. */
const noPage = [
  { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
  { key: 'X-Frame-Options', value: 'DENY' },
];

/** Scripts, styles and the icons: a policy against loading would bind the workers among them. */
const noFrame = [
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'" },
  { key: 'X-Frame-Options', value: 'DENY' },
];

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // gzip holds server-sent events back until its buffer is full; a proxy compresses what should be compressed.
  compress: false,
  // Native bindings and packages that read files beside themselves: Node loads them as they are.
  serverExternalPackages: ['@node-rs/argon2', 'kafkajs', 'mysql2', 'pino', 'prom-client'],
  // `npm test` checks the types of all programs in one run; a newcomer's first build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // What the studio was before: people have it among their bookmarks.
  redirects: async () => [{ source: '/library', destination: '/studio', permanent: true }],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/api/:path*', headers: noPage },
    { source: '/media/:path*', headers: noPage },
    { source: '/health', headers: noPage },
    { source: '/_next/:path*', headers: noFrame },
    { source: '/favicon.ico', headers: noFrame },
    { source: '/icon.svg', headers: noFrame },
    { source: '/icons/:path*', headers: noFrame },
    { source: '/manifest.webmanifest', headers: noFrame },
  ],
};
