/** `next build`, skipped while nothing it reads has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../checkout.ts';
import { runCommand } from '../processes/run-command.ts';
import type { ServiceContext } from '../services/service-context.ts';

const buildInputs = [
  'src',
  'public',
  'next.config.mjs',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
export const buildDir = path.join(checkoutDir, '.next');
const stampFile = path.join(buildDir, 'sluice-build');
const nextCli = path.join('node_modules', 'next', 'dist', 'bin', 'next');

/** Tests lie beside the sources; they are no part of the site. */
const isInput = (file: string): boolean => !/\.test\.tsx?$/.test(file);

function filesUnder(entry: string): string[] {
  const absolute = path.join(checkoutDir, entry);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [entry];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => path.relative(checkoutDir, path.join(item.parentPath, item.name)));
}

function hashBuildInputs(): string {
  const hash = createHash('sha256');
  for (const file of buildInputs.flatMap(filesUnder).filter(isInput).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(checkoutDir, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

export async function buildWeb({ env, logDir, signal }: ServiceContext): Promise<string> {
  const hash = hashBuildInputs();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return 'unchanged';
  // First, so that a build that breaks off is not taken for the old one.
  rmSync(stampFile, { force: true });
  await runCommand({
    name: 'build',
    command: process.execPath,
    args: [nextCli, 'build'],
    cwd: checkoutDir,
    env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    logDir,
    signal,
  });
  writeFileSync(stampFile, hash);
  return 'built';
}
