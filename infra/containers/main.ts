/** `npm test -- containers`: hadolint over all Dockerfiles; a machine that can not have it is told so, and goes on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkoutDir } from '../local/checkout.ts';
import { installHadolint } from '../local/install/hadolint.ts';
import { images } from './images.ts';

const logDir = mkdtempSync(path.join(tmpdir(), 'sluice-hadolint-'));
try {
  const program = await installHadolint({ logDir }).catch((error: unknown) => {
    process.stdout.write(
      `Left out, hadolint is not to be had: ${error instanceof Error ? error.message : error}\n`,
    );
  });
  if (program) {
    const files = images.map(({ dockerfile }) => dockerfile);
    const options = ['--config', path.join('infra', 'containers', 'hadolint.yaml')];
    const { status, error } = spawnSync(program, [...options, ...files], {
      cwd: checkoutDir,
      stdio: 'inherit',
    });
    if (error) throw error;
    process.stdout.write(`hadolint: ${files.length} Dockerfiles\n`);
    process.exitCode = status ?? 1;
  }
} finally {
  rmSync(logDir, { recursive: true });
}
