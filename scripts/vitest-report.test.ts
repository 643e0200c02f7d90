import { expect, it } from 'vitest';
import { countTests } from './vitest-report.ts';

const file = (name: string, status: string, ...tests: string[]) => ({
  name,
  status,
  assertionResults: tests.map((test, position) => ({ status: test, fullName: `test ${position}` })),
});

it('counts what passed and what failed, in its own layer alone', () => {
  const report = {
    testResults: [
      file('/w/e2e/a.test.ts', 'failed', 'passed', 'failed'),
      file('/w/src/b.test.ts', 'passed', 'passed'),
    ],
  };
  expect(countTests(report, (name) => name.startsWith('/w/e2e/'))).toEqual({
    passed: 1,
    failed: 1,
    faults: [],
  });
});

it.each(['skipped', 'pending', 'todo', 'disabled'])('takes a test that is %s for a failure', (status) => {
  const { passed, failed } = countTests({ testResults: [file('a', 'passed', 'passed', status)] }, () => true);
  expect({ passed, failed }).toEqual({ passed: 1, failed: 1 });
});

it('takes a file that can not be loaded for a failure', () => {
  expect(countTests({ testResults: [file('a', 'failed')] }, () => true)).toMatchObject({
    passed: 0,
    failed: 1,
  });
});
