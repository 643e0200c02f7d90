/** What docs/aws-roles.md grants a role; the terraform layer holds that table to the policies. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../../../infra/local/checkout.ts';

export interface Wish {
  readonly action: string;
  /** In the table's words: `source bucket`, or `source bucket /<key>`. */
  readonly resource: string;
}

interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly RegExp[];
}

/** `media bucket /\*` of the table, as a pattern of what it covers. */
function patternOf(resource: string): RegExp {
  const pieces = resource.split('\\*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`);
}

function readGrants(role: string): readonly Grant[] {
  const page = readFileSync(path.join(checkoutDir, 'docs', 'aws-roles.md'), 'utf8');
  return page
    .split('\n')
    .filter((line) => line.startsWith(`| ${role} | `))
    .map((line) => {
      const [, actions = '', resources = ''] = line.split(' | ');
      return { actions: actions.split(', '), resources: resources.split(', ').map(patternOf) };
    });
}

/** @param role as the table names it, such as `web-task` @returns whether it may @throws when the table has no such role */
export function grantedTo(role: string): (wish: Wish) => boolean {
  const grants = readGrants(role);
  if (grants.length === 0) throw new Error(`docs/aws-roles.md has no role ${role}.`);
  return ({ action, resource }) =>
    grants.some(
      ({ actions, resources }) =>
        actions.includes(action) && resources.some((pattern) => pattern.test(resource)),
    );
}
