import { mayPass, problemOf } from '../problem.ts';
import { PartRefused } from './put-part.ts';

/** With the pauses of `retry.ts` about a minute: what lasts longer is no hiccup. */
const A_MINUTE = 6;
/** About half an hour: the network, the storage or the server is away, and comes back without anybody's help here. */
const AN_OUTAGE = 120;

/** Nobody answers, or the answer is "not now". */
function isOutage(error: unknown): boolean {
  if (error instanceof PartRefused) return error.status >= 500 || error.status === 429;
  return ['OFFLINE', 'SERVICE_UNAVAILABLE'].includes(problemOf(error).code);
}

/** How often to try a call whose repetition changes nothing, when this is what it fails with. */
export function attemptsAt(error: unknown): number {
  if (isOutage(error)) return AN_OUTAGE;
  // 403 is a URL that ran out, 408 a line that was too slow; any other refusal would come again.
  if (error instanceof PartRefused) return error.status === 403 || error.status === 408 ? A_MINUTE : 1;
  return mayPass(problemOf(error)) ? A_MINUTE : 1;
}

/** The same of a call that must not be made twice: only a server that has said "not now" is asked again. */
export function attemptsAtOpening(error: unknown): number {
  return problemOf(error).code === 'SERVICE_UNAVAILABLE' ? AN_OUTAGE : 1;
}
