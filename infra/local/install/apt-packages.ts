/** Brings the Debian packages whose program is missing; what is there already, from wherever, is left alone. */
import { inheritedEnv } from '../env.ts';
import { runCommand } from '../processes/run-command.ts';
import { findBinary } from './binaries.ts';

interface AptPackage {
  readonly name: string;
  readonly binary: string;
  readonly purpose: string;
}

const servicePackages: readonly AptPackage[] = [
  { name: 'mariadb-server', binary: 'mariadbd', purpose: 'the database' },
  { name: 'ffmpeg', binary: 'ffmpeg', purpose: 'transcoding' },
  { name: 'python3-pip', binary: 'pip3', purpose: 'a newer FFmpeg, and schemathesis of the tests' },
  { name: 'util-linux', binary: 'prlimit', purpose: 'limits on transcoding' },
  { name: 'default-jdk-headless', binary: 'java', purpose: 'Apache Kafka' },
  { name: 'maven', binary: 'mvn', purpose: 'fetching Apache Kafka' },
];
/** What only tests need. */
const extraPackages = {
  browser: { name: 'chromium', binary: 'chromium', purpose: 'the browser tests' },
  nginx: { name: 'nginx', binary: 'nginx', purpose: 'the tests of live events through a proxy' },
  prometheus: { name: 'prometheus', binary: 'promtool', purpose: 'the tests of metrics and alert rules' },
  redis: { name: 'redis-server', binary: 'redis-server', purpose: 'the tests of limits kept in Redis' },
} as const satisfies Record<string, AptPackage>;
export type ExtraPackage = keyof typeof extraPackages;

export interface InstallContext {
  readonly logDir: string;
  readonly signal?: AbortSignal;
}

const isMissing = (wanted: AptPackage): boolean => findBinary(wanted.binary) === undefined;

function findMissingPackages(extras: readonly ExtraPackage[]): AptPackage[] {
  return [...servicePackages, ...extras.map((extra) => extraPackages[extra])].filter(isMissing);
}

export async function installAptPackages(
  extras: readonly ExtraPackage[],
  context: InstallContext,
): Promise<string> {
  const missing = findMissingPackages(extras);
  if (missing.length === 0) return 'all there';
  const list = missing.map(({ name, purpose }) => `${name} (${purpose})`).join(', ');
  const apt = findBinary('apt-get');
  if (!apt) throw new Error(`These are missing and this machine has no apt-get to install them: ${list}.`);
  const isRoot = process.getuid?.() === 0;
  const sudo = findBinary('sudo');
  if (!isRoot && !sudo) throw new Error(`Root or sudo is needed to install: ${list}.`);

  const run = (name: string, ...args: string[]) => {
    // `env` inside sudo: sudo drops the variables of its caller.
    const whole = ['env', 'DEBIAN_FRONTEND=noninteractive', apt, ...args];
    const [command = 'env', ...rest] = isRoot || !sudo ? whole : [sudo, ...whole];
    return runCommand({ name, command, args: rest, cwd: '/', env: inheritedEnv, ...context });
  };
  await run('apt-update', 'update', '-q');
  await run(
    'apt-install',
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    ...missing.map(({ name }) => name),
  );
  const still = missing.filter(isMissing);
  if (still.length > 0) {
    const names = still.map(({ name, binary }) => `${name} (no \`${binary}\` afterwards)`).join(', ');
    throw new Error(`apt-get ended well, but these are still missing: ${names}.`);
  }
  return missing.map(({ name }) => name).join(', ');
}
