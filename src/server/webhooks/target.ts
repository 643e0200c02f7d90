import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AppError } from '#lib/domain/errors.ts';
import { isAllowedAddress } from './address-guard.ts';

export interface Address {
  readonly address: string;
  /** 4 or 6. */
  readonly family: number;
}
/** All addresses of a name. Injected, so that a test can be a resolver that lies. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** Its words may be read by the webhook's owner. */
export class TargetRefused extends Error {
  override name = 'TargetRefused';
}

/**
 * Reads what a person typed as the address of a webhook.
 * @param allowPrivate http too
 * @throws AppError VALIDATION_FAILED
 */
export function parseTarget(text: string, allowPrivate: boolean): URL {
  const refuse = (message: string) =>
    new AppError('VALIDATION_FAILED', message, { details: { field: 'url' } });
  if (!URL.canParse(text)) throw refuse('This is not a URL.');
  const url = new URL(text);
  url.hash = '';
  const isSchemeFit = url.protocol === 'https:' || (allowPrivate && url.protocol === 'http:');
  if (!isSchemeFit) throw refuse('The URL of a webhook begins with https://');
  if (url.username !== '' || url.password !== '') throw refuse('The URL may hold no name or password.');
  return url;
}

/**
 * The address to connect to. Every address of the name must be allowed: one that also names an inside machine is up to
 * no good. Connect to the answer itself, never to the name: it may resolve to something else a moment later.
 * @throws TargetRefused; whatever the resolver throws
 */
export async function resolveTarget(url: URL, resolve: Resolve, allowPrivate: boolean): Promise<Address> {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(hostname);
  const addresses = family > 0 ? [{ address: hostname, family }] : await resolve(hostname);
  const [first] = addresses;
  if (!first) throw new TargetRefused('the host has no address');
  if (!addresses.every(({ address }) => isAllowedAddress(address, allowPrivate)))
    throw new TargetRefused('the address is not a public one');
  return first;
}
