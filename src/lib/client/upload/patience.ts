import { mayPass, problemOf } from '../problem.ts';
import { PartRefused } from './put-part.ts';

/** With the pauses of `retry.ts` about a minute: what lasts longer is no hiccup. */
const A_MINUTE = 6;
/** About half an hour: the network, the storage or the server is away, and comes back without anybody's help here. */
const AN_OUTAGE = 120;

/** S3 says 400 to a line that was too slow or damaged what it carried. */
const passing400s = ['RequestTimeout', 'BadDigest', 'IncompleteBody'];

/** Nobody answers, or the answer is "not now". */
function isOutage(error: unknown): boolean {
  if (error instanceof PartRefused) return error.status >= 500 || error.status === 429;
  return ['OFFLINE', 'SERVICE_UNAVAILABLE'].includes(problemOf(error).code);
}

function mayPassAtStorage({ status, storageCode }: PartRefused): boolean {
  // 403 is a URL that ran out, 404 a volume that was joined since it was signed (signed again, the part begins it anew),
  // 408 a line that was too slow; any other refusal would come again.
  return [403, 404, 408].includes(status) || (status === 400 && passing400s.includes(storageCode));
}

/** How often to try a call whose repetition changes nothing, when this is what it fails with. */
export function attemptsAt(error: unknown): number {
  if (isOutage(error)) return AN_OUTAGE;
  const passes = error instanceof PartRefused ? mayPassAtStorage(error) : mayPass(problemOf(error));
  return passes ? A_MINUTE : 1;
}
