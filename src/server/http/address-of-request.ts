import { clientAddress, type Network } from './client-address.ts';
import { readPeer } from './peer-stamp.ts';

/** Where a request came from, as far as the setting trusts those who passed it on. */
export function addressOfRequest(
  { TRUSTED_PROXIES }: { readonly TRUSTED_PROXIES?: readonly Network[] | undefined },
  { headers }: Pick<Request, 'headers'>,
): string {
  return clientAddress(readPeer(headers), headers.get('x-forwarded-for'), TRUSTED_PROXIES ?? []);
}
