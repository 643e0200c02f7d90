/** What each role may do, computed from the policies in the state, in words short enough for a table. */
import { z } from 'zod';
import type { Resource } from './state.ts';

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());
const statement = z.object({
  Effect: z.literal('Allow'),
  Action: oneOrMany,
  Resource: oneOrMany.default([]),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMany)).default({}),
  Principal: z.object({ Service: oneOrMany }).optional(),
});
const policy = z.object({
  Statement: z.union([statement, z.array(statement)]).transform((given) => [given].flat()),
});

export interface Right {
  readonly role: string;
  readonly actions: readonly string[];
  /** As short names; `*` is everything. */
  readonly resources: readonly string[];
  readonly condition: string;
}

/** The installation whose state it is. */
const NAME = 'sluice-prod';

const shortForms: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:s3:::[\w-]+?-(source|media)-\d+-[\w-]+/, '$1 bucket '],
  [/^arn:aws:kafka:[^:]*:\d+:cluster\/.*$/, 'Kafka'],
  [/^arn:aws:kafka:[^:]*:\d+:(topic|group)\/[^/]+\/[^/]+\//, '$1 '],
  [/^arn:aws:logs:[^:]*:\d+:log-group:\/?/, 'log '],
  [/^arn:aws:secretsmanager:[^:]*:\d+:secret:(.*)-\w+$/, 'secret $1'],
  [/^arn:aws:ecr:[^:]*:\d+:repository\//, 'image '],
  [/^arn:aws:sqs:[^:]*:\d+:/, 'queue '],
  [/^arn:aws:ecs:[^:]*:\d+:task-definition\//, 'task definition '],
  [/^arn:aws:ecs:[^:]*:\d+:(task|cluster)\//, '$1 '],
  [/^arn:aws:iam::\d+:role\//, 'role '],
  [new RegExp(`${NAME}[-/]?`), ''],
];

const shorten = (arn: string): string =>
  shortForms.reduce((text, [pattern, short]) => text.replace(pattern, short), arn).trim();

function describeCondition(condition: z.infer<typeof statement>['Condition']): string {
  return Object.values(condition)
    .flatMap((tests) => Object.entries(tests))
    .map(([key, values]) => `${key} = ${values.map(shorten).join(', ')}`)
    .join('; ');
}

const roleOf = (name: unknown): string => String(name).replace(`${NAME}-`, '');

/** Rights that policies of our own grant. */
export function readRights(state: readonly Resource[]): readonly Right[] {
  return state
    .filter(({ type }) => type === 'aws_iam_role_policy')
    .flatMap(({ values }) =>
      policy.parse(JSON.parse(String(values.policy))).Statement.map((granted) => ({
        role: roleOf(values.role),
        actions: [...granted.Action].sort(),
        resources: granted.Resource.map(shorten).sort(),
        condition: describeCondition(granted.Condition),
      })),
    );
}

/** Policies of AWS' own that a role has. */
export function readAttached(state: readonly Resource[]): readonly Right[] {
  return state
    .filter(({ type }) => type === 'aws_iam_role_policy_attachment')
    .map(({ values }) => ({
      role: roleOf(values.role),
      actions: [`AWS's own ${String(values.policy_arn).split('/').at(-1)}`],
      resources: [],
      condition: '',
    }));
}

/** Who may take on each role. */
export function readTrust(state: readonly Resource[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    state
      .filter(({ type }) => type === 'aws_iam_role')
      .map(({ values }) => {
        const trusted = policy.parse(JSON.parse(String(values.assume_role_policy))).Statement;
        return [roleOf(values.name), trusted.flatMap(({ Principal }) => Principal?.Service ?? [])];
      }),
  );
}

/** The table of docs/aws-roles.md. */
export function rightsTable(rights: readonly Right[]): string {
  const rows = rights.map(
    ({ role, actions, resources, condition }) =>
      `| ${role} | ${actions.join(', ')} | ${resources.join(', ').replaceAll('*', '\\*')} | ${condition} |`,
  );
  return ['| role | may | on | if |', '|---|---|---|---|', ...rows.sort()].join('\n');
}
