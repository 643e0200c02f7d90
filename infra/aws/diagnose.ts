/** From what AWS tells to the likely cause. Pure: `npm run troubleshoot` asks, this judges. */

export interface Sight {
  readonly services: readonly {
    readonly name: string;
    readonly desired: number;
    readonly running: number;
    /** The newest first, as ECS words them. */
    readonly events: readonly string[];
  }[];
  readonly stoppedTasks: readonly {
    readonly name: string;
    readonly reason: string;
    readonly exitCode: number | undefined;
  }[];
  readonly alarms: readonly string[];
  /** Of the address that people open; undefined: no answer. */
  readonly status: number | undefined;
}

interface Cause {
  readonly pattern: RegExp;
  readonly cause: string;
}

/** In ECS' own words; the first that fits is told. stopped-task-error-codes of its documentation has them. */
const causes: readonly Cause[] = [
  {
    pattern: /CannotPullContainerError|pull image manifest/,
    cause:
      'the image can not be pulled: it is not in the registry (`npm run push`), or there is no way to it (nat, interface_endpoints)',
  },
  {
    pattern: /unable to (?:pull|retrieve) secrets?|ResourceInitializationError.*secret/i,
    cause:
      'a secret has no value (smtp-url is put in by hand), or the role that starts the program may not read it',
  },
  {
    pattern: /ResourceInitializationError/,
    cause: 'the task has no way to ECR, Secrets Manager or CloudWatch: look at nat and interface_endpoints',
  },
  { pattern: /OutOfMemory/, cause: 'out of memory: raise the size of the program' },
  {
    pattern: /Capacity is unavailable|RESOURCE:/,
    cause: 'AWS has no room on this capacity now: it goes on by itself, on demand where spot is short',
  },
  {
    pattern: /limit on the number of vCPUs/,
    cause: 'the quota of Fargate vCPUs is used up: ask for more, or lower transcoder_max_count',
  },
  {
    pattern: /failed (?:ELB|container) health checks|is unhealthy/,
    cause:
      'the program starts and does not answer: `npm run logs` says why; mostly the database or a setting',
  },
  {
    pattern: /circuit breaker/,
    cause: 'the newest revision did not come up and was taken back: see its log',
  },
];

const causeOf = (text: string): string | undefined => causes.find(({ pattern }) => pattern.test(text))?.cause;

/** How many of ECS' newest messages are looked at: older ones tell of troubles that are over. */
const NEWEST = 5;

/** One line for each finding, the likely cause first; empty: nothing is wrong that can be seen from here. */
export function diagnose({ services, stoppedTasks, alarms, status }: Sight): readonly string[] {
  const findings: string[] = [];
  for (const { name, desired, running, events } of services) {
    const text = events.slice(0, NEWEST).find((event) => causeOf(event) !== undefined);
    if (text) findings.push(`${name}: ${causeOf(text)} ("${text}")`);
    else if (running < desired)
      findings.push(`${name}: ${running} of ${desired} run, and ECS says no reason yet`);
  }
  for (const { name, reason, exitCode } of stoppedTasks) {
    const cause = causeOf(reason);
    if (cause) findings.push(`${name}: ${cause} ("${reason}")`);
    else if (exitCode !== undefined && exitCode !== 0)
      findings.push(
        `${name}: it ended by itself with ${exitCode}: its last lines in the log say why ("${reason}")`,
      );
  }
  if (status === undefined)
    findings.push('nothing answers at the public address: CloudFront or DNS is not ready, or not there');
  else if (status >= 500)
    findings.push(`the public address answers ${status}: CloudFront is there and web behind it is not`);
  for (const alarm of alarms)
    findings.push(`the alarm ${alarm} rings: its row in docs/operations.md says what to do`);
  return [...new Set(findings)];
}
