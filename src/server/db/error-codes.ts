/** Ours for what mysql2 says without a code of a connection that broke while a call waited for it. */
const CONNECTION_CLOSED = 'SLUICE_CONNECTION_CLOSED';

/** Codes of mysql2 and Node that mean "not now", not "never". */
export const unreachableCodes: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  CONNECTION_CLOSED,
];

/** Whether the error, or any that caused it, carries one of the codes: drivers wrap what happened. */
export function hasErrorCode(error: unknown, codes: ReadonlySet<string>): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = codeOf(at);
    if (code !== undefined && codes.has(code)) return true;
  }
  return false;
}

function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.message.includes('connection is in closed state') ? CONNECTION_CLOSED : undefined;
}
