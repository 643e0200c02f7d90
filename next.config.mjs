/** Sent with every page; the API sets its own where it differs. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // Addresses of media carry a grant: no other site may learn them from a Referer.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'SAMEORIGIN' },
];

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // gzip holds server-sent events back until its buffer is full; a proxy compresses what should be compressed.
  compress: false,
  // Native bindings and packages that read files beside themselves: Node loads them as they are.
  serverExternalPackages: ['@node-rs/argon2', 'kafkajs', 'mysql2', 'pino'],
  // `npm test` checks the types of all programs in one run; a newcomer's first build need not do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};
