import type { Failure } from '@aws-sdk/client-ecs';
import { LaunchRefused } from '../ports/worker-launcher.ts';

/** ECS asks for patience: whatever the place, the next call would be refused as well. */
const throttled = /throttl|rate exceeded|too many requests|request limit/i;
/** No room where we asked; another capacity provider may have some. */
const noRoom =
  /capacity is unavailable|^RESOURCE|limit on the number of|vcpu|PROVISIONING state|no container instances|insufficient/i;
/** Errors of ours, or ones that no task can follow: ECS has judged the request and turned it down. */
const judged: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'BlockedException',
  'ClientException',
  'ClusterNotFoundException',
  'InvalidParameterException',
  'InvalidSignatureException',
  'PlatformTaskDefinitionIncompatibilityException',
  'PlatformUnknownException',
  'UnrecognizedClientException',
  'UnsupportedFeatureException',
]);

function reasonOf(words: string): LaunchRefused['reason'] {
  if (throttled.test(words)) return 'throttled';
  return noRoom.test(words) ? 'no-capacity' : 'rejected';
}

const describe = ({ reason, detail }: Failure) => [reason, detail].filter(Boolean).join(': ');

/** A 200 without a task: ECS has no room, or no such thing, and says so in `failures`. */
export function refusalOfFailures(
  place: string,
  failures: readonly Failure[] | undefined,
  hasNext: boolean,
): LaunchRefused {
  const words = failures?.map(describe).filter(Boolean).join(', ') || 'no task, and no reason';
  const reason = reasonOf(words);
  return new LaunchRefused(reason, `${place}: ${words}`, hasNext && reason !== 'throttled');
}

/** The refusal behind an error of RunTask; undefined when the task may have been started all the same. */
export function refusalOfError(place: string, error: unknown, hasNext: boolean): LaunchRefused | undefined {
  if (!(error instanceof Error)) return undefined;
  const words = `${error.name}: ${error.message}`;
  if (throttled.test(words)) return new LaunchRefused('throttled', `${place}: ${words}`);
  if (!judged.has(error.name)) return undefined;
  const reason = reasonOf(error.message);
  // A request that ECS finds wrong is wrong everywhere, but for a provider that this cluster does not have.
  const isOfPlace = reason === 'no-capacity' || /capacity provider/i.test(error.message);
  return new LaunchRefused(reason, `${place}: ${words}`, hasNext && isOfPlace);
}
