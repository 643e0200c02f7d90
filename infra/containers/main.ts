/**
 * `npm test -- containers`: hadolint over all Dockerfiles, and compose's own loader over compose.yaml. A machine that can
 * not have one of them is told so, and goes on.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkoutDir } from '../local/checkout.ts';
import type { InstallContext } from '../local/install/apt-packages.ts';
import { installComposeLoader } from '../local/install/compose-loader.ts';
import { installHadolint } from '../local/install/hadolint.ts';
import { images } from './images.ts';

interface Look {
  readonly name: string;
  readonly at: string;
  readonly install: (context: InstallContext) => Promise<string>;
  readonly args: readonly string[];
}

const looks: readonly Look[] = [
  {
    name: 'hadolint',
    at: `${images.length} Dockerfiles`,
    install: installHadolint,
    args: [
      '--config',
      path.join('infra', 'containers', 'hadolint.yaml'),
      ...images.map(({ dockerfile }) => dockerfile),
    ],
  },
  {
    // The loader of `docker compose config`. What it is to fill in, compose.test.ts looks after.
    name: 'compose-go',
    at: 'compose.yaml',
    install: installComposeLoader,
    args: ['-no-interpolation', 'compose.yaml'],
  },
];

/** @returns whether nothing was found, or nothing could be looked at */
async function isFine({ name, at, install, args }: Look, context: InstallContext): Promise<boolean> {
  const program = await install(context).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : error;
    process.stdout.write(`Left out, ${name} is not to be had: ${why}\n`);
  });
  if (!program) return true;
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: checkoutDir,
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
  process.stdout.write(`${name}: ${at}${status === 0 ? '' : ', with findings'}\n`);
  return status === 0;
}

const logDir = mkdtempSync(path.join(tmpdir(), 'sluice-containers-'));
try {
  for (const look of looks) if (!(await isFine(look, { logDir }))) process.exitCode = 1;
} finally {
  rmSync(logDir, { recursive: true });
}
