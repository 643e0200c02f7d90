import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { checkoutDir } from '../../local/checkout.ts';
import { readAttached, readRights, readTrust, rightsTable } from './rights.ts';
import { readState } from './state.ts';

const state = readState(inject('stateFile'));
const rights = readRights(state);

/** Actions that AWS gives no resource to name; each says why in its module. */
const withoutResource = [
  'ecr:GetAuthorizationToken',
  'ecs:ListTasks',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

it('each role may do what docs/aws-roles.md says, and nothing else', () => {
  const page = readFileSync(path.join(checkoutDir, 'docs', 'aws-roles.md'), 'utf8');
  const table = page.slice(page.indexOf('| role | may |')).trim();
  expect(table).toBe(rightsTable([...rights, ...readAttached(state)]));
});

it('no action is a pattern', () => {
  expect(rights.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
});

it('everything is named where AWS lets it be named', () => {
  const wide = rights.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions);
  expect(wide.filter((action) => !withoutResource.includes(action))).toEqual([]);
});

it('the orchestrator alone passes roles: those of workers, to ECS', () => {
  expect(rights.filter(({ actions }) => actions.includes('iam:PassRole'))).toEqual([
    {
      role: 'orchestrator-task',
      actions: ['iam:PassRole'],
      resources: ['role transcoder-execution', 'role transcoder-task'],
      condition: 'iam:PassedToService = ecs-tasks.amazonaws.com',
    },
  ]);
});

it('workers read sources, write media and tell of it', () => {
  const mine = rights.filter(({ role }) => role === 'transcoder-task');
  expect(
    mine.flatMap(({ actions }) => actions).filter((action) => /Delete|Secret|ecs:|iam:/.test(action)),
  ).toEqual([]);
  expect(
    mine.filter(({ actions }) => actions.includes('s3:PutObject')).flatMap(({ resources }) => resources),
  ).toEqual(['media bucket /*']);
});

it('secrets are read by the roles that start programs, and each program gets its own', () => {
  const readers = rights.filter(({ actions }) => actions.includes('secretsmanager:GetSecretValue'));
  expect(Object.fromEntries(readers.map(({ role, resources }) => [role, resources]))).toEqual({
    'web-execution': ['secret auth-secret', 'secret database-url', 'secret grant-secret'],
    'orchestrator-execution': ['secret database-url'],
    'setup-execution': ['secret admin-password', 'secret database-url'],
  });
});

it('each role serves one AWS service', () => {
  const trust = readTrust(state);
  expect([...trust.values()].filter((services) => services.length !== 1)).toEqual([]);
  expect(trust.get('transcoder-task')).toEqual(['ecs-tasks.amazonaws.com']);
  expect(trust.get('bridge')).toEqual(['lambda.amazonaws.com']);
});
