interface PagePolicy {
  /** Random, of this one answer: only scripts that carry it run. */
  readonly nonce: string;
  /** Where browsers fetch media and send parts. */
  readonly storeOrigins: readonly string[];
  /** Whether other sites may show the page in a frame. */
  readonly isEmbed: boolean;
  readonly isSecure: boolean;
  /** React's development build evaluates strings. */
  readonly isDevelopment: boolean;
}

/** The Content-Security-Policy of a page. */
export function buildPagePolicy(page: PagePolicy): string {
  const store = page.storeOrigins.join(' ');
  const directives = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${page.nonce}' 'strict-dynamic'${page.isDevelopment ? ` 'unsafe-eval'` : ''}`,
    // video.js and React write styles into elements; they can not run anything.
    `style-src 'self' 'unsafe-inline'`,
    // Pictures and segments are redirects of the gate into the store; the player makes blobs of what it fetched.
    `img-src 'self' blob: data: ${store}`,
    `media-src 'self' blob: ${store}`,
    `connect-src 'self' ${store}`,
    `worker-src 'self' blob:`,
    // The player's icons.
    `font-src 'self' data:`,
    `object-src 'none'`,
    `frame-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors ${page.isEmbed ? '*' : `'none'`}`,
    ...(page.isSecure ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.map((directive) => directive.trim()).join('; ');
}

interface StoreSettings {
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_PUBLIC_ENDPOINT?: string | undefined;
  readonly S3_REGION: string;
  readonly S3_SOURCE_BUCKET: string;
  readonly S3_MEDIA_BUCKET: string;
  readonly WEBHOOK_ALLOWED_ORIGINS?: readonly string[] | undefined;
}

/** Where signed URLs lead browsers, and where a foreign transcoder keeps what it made. */
export function storeOriginsOf(env: StoreSettings): readonly string[] {
  const endpoint = env.S3_PUBLIC_ENDPOINT ?? env.S3_ENDPOINT;
  const buckets = [env.S3_SOURCE_BUCKET, env.S3_MEDIA_BUCKET].map(
    (bucket) => `https://${bucket}.s3.${env.S3_REGION}.amazonaws.com`,
  );
  const own = endpoint ? [new URL(endpoint).origin] : buckets;
  return [...own, ...(env.WEBHOOK_ALLOWED_ORIGINS ?? [])];
}

/** Two years, as browsers' preload lists ask for. */
const HSTS = 'max-age=63072000; includeSubDomains';

/** Sent with every answer of a site that is https. */
export function setTransportSecurity(publicUrl: string, headers: Headers): void {
  if (publicUrl.startsWith('https:')) headers.set('strict-transport-security', HSTS);
}
