import { limitHeaderNames } from '../limits/limit-headers.ts';

interface CorsSettings {
  readonly PUBLIC_URL: string;
  readonly CORS_ORIGIN?: readonly string[] | undefined;
}

/** A browser asks again after a day, or when it likes to. */
const PREFLIGHT_SECONDS = '86400';
/** What tus clients send, and read of the answers. */
const tusRequestHeaders = [
  ...['Tus-Resumable', 'Upload-Length', 'Upload-Metadata', 'Upload-Offset', 'Upload-Checksum'],
  'X-Requested-With',
];
const tusAnswerHeaders = [
  ...['Location', 'Tus-Resumable', 'Tus-Version', 'Tus-Extension', 'Tus-Max-Size', 'Tus-Checksum-Algorithm'],
  ...['Upload-Offset', 'Upload-Length', 'Upload-Metadata', 'Upload-Expires', 'X-Video-Id'],
];
const exposed = [...limitHeaderNames, 'Retry-After', ...tusAnswerHeaders].join(', ');
const allowed = ['Authorization', 'Content-Type', 'Last-Event-ID', ...tusRequestHeaders].join(', ');

/** Whether pages of another origin may call. `*` stands for every one: without cookies there is nothing to steal. */
export function isGuestOrigin(
  { CORS_ORIGIN = [] }: Pick<CorsSettings, 'CORS_ORIGIN'>,
  origin: string,
): boolean {
  return CORS_ORIGIN.includes('*') || CORS_ORIGIN.includes(origin);
}

/** Lets pages of allowed origins read an answer. Never with credentials: other sites come with a bearer token. */
export function shareWithOrigin(settings: CorsSettings, request: Request, headers: Headers): void {
  const origin = request.headers.get('origin');
  headers.append('vary', 'Origin');
  if (origin === null) return;
  if (origin !== new URL(settings.PUBLIC_URL).origin && !isGuestOrigin(settings, origin)) return;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', exposed);
}

/** Answers a browser that asks whether it may. */
export function answerPreflight(settings: CorsSettings, request: Request): Response {
  const headers = new Headers();
  shareWithOrigin(settings, request, headers);
  if (headers.has('access-control-allow-origin')) {
    headers.set('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
    headers.set('access-control-allow-headers', allowed);
    headers.set('access-control-max-age', PREFLIGHT_SECONDS);
  }
  return new Response(null, { status: 204, headers });
}
