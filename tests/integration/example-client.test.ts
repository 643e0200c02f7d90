/** The example that others copy from does what it says, by either way in. */
import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { checkoutDir } from '../../infra/local/checkout.ts';
import { inheritedEnv } from '../../infra/local/env.ts';
import { sharedStack } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { registerPerson } from '../support/rest-client.ts';
import { readVideo } from '../support/upload.ts';

const execute = promisify(execFile);

async function runExample(file: string, env: Record<string, string>) {
  const example = path.join(checkoutDir, 'examples', 'upload-video.ts');
  return execute(process.execPath, [example, file], {
    env: { NODE_ENV: 'production', SLUICE_URL: sharedStack().url, ...env },
  });
}

it('uploads with a key of two scopes, and prints a link that opens', async () => {
  const owner = await registerPerson();
  const scopes = ['uploads:write', 'videos:read'];
  const { key } = await owner.post(
    '/api-keys',
    z.looseObject({ key: z.string() }),
    { name: 'x', scopes },
    201,
  );
  const { stdout } = await runExample(await clip('240p-2s.mp4'), { SLUICE_KEY: key });
  const link = stdout.trim();
  expect(link).toMatch(new RegExp(`^${sharedStack().url}/watch/[0-9A-Z]{26}$`));
  const video = await readVideo(owner, link.split('/').at(-1) ?? '');
  expect(video).toMatchObject({ playable: true, visibility: 'unlisted', filename: '240p-2s.mp4' });
  expect((await fetch(video.hlsUrl ?? '')).status).toBe(200);
});

it('signs in with an address and a password too, and says in words why it can not', async () => {
  const { email, password } = await registerPerson();
  const file = await clip('240p-2s.mp4');
  const { stdout } = await runExample(file, { SLUICE_EMAIL: email, SLUICE_PASSWORD: password });
  expect(stdout).toContain('/watch/');
  await expect(runExample(file, { SLUICE_EMAIL: email, SLUICE_PASSWORD: 'wrong' })).rejects.toMatchObject({
    stderr: expect.stringContaining('UNAUTHORIZED: E-mail address or password is wrong.'),
  });
});

/** The words of the docs run on what others have too: bash, curl and jq. */
const hasTools = ['bash', 'curl', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0);

it.runIf(hasTools)('the lines of docs/api.md for the shell do the same', async () => {
  const docs = await readFile(path.join(checkoutDir, 'docs', 'api.md'), 'utf8');
  const script = /```sh\n(.*?)```/s.exec(docs)?.[1] ?? '';
  const owner = await registerPerson();
  const scopes = ['uploads:write', 'videos:read'];
  const { key } = await owner.post(
    '/api-keys',
    z.looseObject({ key: z.string() }),
    { name: 'x', scopes },
    201,
  );
  const file = await clip('240p-2s.mp4');
  const { url } = sharedStack();
  const lines = script.replaceAll('http://localhost:3000', url).replace('walk.mp4', path.basename(file));
  const env = { NODE_ENV: 'production', PATH: inheritedEnv.PATH ?? '', SLUICE_KEY: key } as const;
  const { stdout } = await execute('bash', ['-euo', 'pipefail', '-c', lines], {
    cwd: path.dirname(file),
    env,
  });
  expect(stdout.trim().split('\n').at(-1)).toMatch(/\/watch\/[0-9A-Z]{26}$/);
});
