/** Another program's idea of what our OpenAPI document allows and forbids: all of it is answered, none of it breaks us. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { installSchemathesis } from '../../infra/local/install/schemathesis.ts';
import { sharedStack } from '../shared-stack.ts';
import { registerPerson } from '../support/rest-client.ts';

const execute = promisify(execFile);

/** Left to `hostile-values.test.ts`: one ends the session that it is asked with, the other never ends at all. */
const leftOut = ['/auth/logout', '/videos/{id}/events'];
/** Well under the test's own, so that what it has found by then is told. */
const patienceMilliseconds = 200_000;

it('schemathesis finds no failure of ours in any operation', async () => {
  const { dataDir, url } = sharedStack();
  const { command, args, env } = await installSchemathesis({ logDir: path.join(dataDir, 'logs') });
  const { token } = await registerPerson();
  const run = [
    ...['run', `${url}/api/v1/openapi.json`, '--header', `Authorization: Bearer ${token}`],
    ...leftOut.flatMap((route) => ['--exclude-path', route]),
    ...['--phases', 'examples,coverage,fuzzing', '--checks', 'not_a_server_error', '--continue-on-failure'],
    // About 1,300 requests, half a minute of an idle machine. The same ones at every run.
    ...['--max-examples', '10', '--seed', '6', '--generation-database', 'none', '--request-timeout', '30'],
    ...['--suppress-health-check', 'all', '--warnings', 'off', '--no-color'],
  ];
  const options = { cwd: dataDir, env, maxBuffer: 64 * 1024 * 1024, timeout: patienceMilliseconds };
  // It ends with 1 when it found something; its report is then the message.
  const { stdout } = await execute(command, [...args, ...run], options).catch(
    (error: Error & { stdout?: string }) => {
      throw new Error(`schemathesis: ${error.stdout?.slice(-6_000) || error.message}`);
    },
  );
  expect(stdout).toContain('No issues found');
  const operations = /Operations:\s+(\d+) selected \/ (\d+) total/.exec(stdout);
  expect(Number(operations?.[1])).toBe(Number(operations?.[2]) - leftOut.length);
});
