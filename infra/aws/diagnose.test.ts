import { expect, it } from 'vitest';
import { diagnose, type Sight } from './diagnose.ts';

const well: Sight = {
  services: [{ name: 'web', desired: 2, running: 2, events: ['(service web) has reached a steady state.'] }],
  stoppedTasks: [{ name: 'transcoder', reason: 'Essential container in task exited', exitCode: 0 }],
  alarms: [],
  status: 200,
};
const taskThat = (reason: string, exitCode?: number): Sight => ({
  ...well,
  stoppedTasks: [{ name: 'web', reason, exitCode }],
});

it('finds nothing where all is well', () => {
  expect(diagnose(well)).toEqual([]);
});

it.each([
  ['CannotPullContainerError: pull image manifest has been retried 5 time(s)', /npm run push/],
  ['ResourceInitializationError: unable to pull secrets or registry auth', /secret/],
  ['ResourceInitializationError: failed to validate logger args', /no way to/],
  ['OutOfMemoryError: Container killed due to memory usage', /raise the size/],
])('names the cause of a task that ended with "%s"', (reason, cause) => {
  expect(diagnose(taskThat(reason, 137))).toEqual([expect.stringMatching(cause)]);
});

it('sends to the log of a program that ended by itself', () => {
  expect(diagnose(taskThat('Essential container in task exited', 1))).toEqual([
    expect.stringMatching(/ended by itself with 1/),
  ]);
});

it.each([
  ['unable to place a task: Capacity is unavailable at this time.', /no room/],
  ['You have reached the limit on the number of vCPUs you can run concurrently', /quota/],
  ['(port 3000) is unhealthy in (target-group x) due to (reason Health checks failed)', /does not answer/],
  ['(deployment x) deployment failed: tasks failed to start. rolling back by circuit breaker', /taken back/],
])('names the cause of a service whose event is "%s"', (event, cause) => {
  const service = { name: 'web', desired: 2, running: 2, events: [event] };
  expect(diagnose({ ...well, services: [service] })).toEqual([expect.stringMatching(cause)]);
});

it('passes over troubles that are over', () => {
  const events = [...Array<string>(5).fill('has reached a steady state.'), 'Capacity is unavailable'];
  expect(diagnose({ ...well, services: [{ name: 'web', desired: 1, running: 1, events }] })).toEqual([]);
});

it('tells of tasks that are missing without a word of ECS', () => {
  expect(diagnose({ ...well, services: [{ name: 'web', desired: 2, running: 0, events: [] }] })).toEqual([
    'web: 0 of 2 run, and ECS says no reason yet',
  ]);
});

it('tells of an address that does not answer, and of one behind which web is away', () => {
  expect(diagnose({ ...well, status: undefined })).toEqual([expect.stringMatching(/nothing answers/)]);
  expect(diagnose({ ...well, status: 502 })).toEqual([expect.stringMatching(/answers 502/)]);
});

it('sends to the runbook of every alarm, once for the same cause', () => {
  const twice = taskThat('CannotPullContainerError', undefined);
  const sight = {
    ...twice,
    stoppedTasks: [...twice.stoppedTasks, ...twice.stoppedTasks],
    alarms: ['x-web-away'],
  };
  expect(diagnose(sight)).toHaveLength(2);
  expect(diagnose(sight)[1]).toMatch(/x-web-away/);
});
