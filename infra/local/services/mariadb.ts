/** A private MariaDB, the local stand-in for RDS for MySQL 8. The system's own instance is never touched. */
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import mysql from 'mysql2/promise';
import type { StackSettings } from '../env.ts';
import { requireBinary } from '../install/binaries.ts';
import { runCommand } from '../processes/run-command.ts';
import type { ProcessSpec } from '../processes/supervised-process.ts';
import type { StackSecrets } from '../secrets.ts';
import type { ServiceContext } from './service-context.ts';

export const databaseUrl = (settings: StackSettings, secrets: StackSecrets): string =>
  `mysql://sluice:${secrets.dbPassword}@127.0.0.1:${settings.ports.database}/sluice`;

/** mariadbd refuses to run as root unless it is told to; as anyone else the option is an error. */
const userArgs = process.getuid?.() === 0 ? ['--user=root'] : [];

/** Makes the system tables, once. In a folder with a name of its own until it is whole. */
export async function prepareMariadb(context: ServiceContext): Promise<void> {
  const { dataDir } = context.settings;
  if (!existsSync(path.join(dataDir, 'mariadb'))) {
    rmSync(path.join(dataDir, 'mariadb.new'), { recursive: true, force: true });
    await runCommand({
      name: 'mariadb-install',
      command: requireBinary('mariadb-install-db'),
      // Relative: with --user the script breaks on an absolute path that holds a space.
      args: [
        '--no-defaults',
        '--datadir=./mariadb.new',
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        ...userArgs,
      ],
      cwd: dataDir,
      logDir: context.logDir,
      signal: context.signal,
      env: context.env,
    });
    renameSync(path.join(dataDir, 'mariadb.new'), path.join(dataDir, 'mariadb'));
  }
  writeInitFile(context);
}

/**
 * Run by the server at each start before it takes connections, so there is no moment with a root without password.
 * One statement a line, as --init-file wants it. Passwords are base64url and need no quoting.
 */
function writeInitFile({ settings, secrets }: ServiceContext): void {
  const grants = ['localhost', '127.0.0.1'].flatMap((host) => [
    `CREATE USER IF NOT EXISTS 'sluice'@'${host}';`,
    `ALTER USER 'sluice'@'${host}' IDENTIFIED BY '${secrets.dbPassword}';`,
    `GRANT ALL ON \`sluice\`.* TO 'sluice'@'${host}';`,
    // Tests make databases of their own beside the main one.
    `GRANT ALL ON \`sluice\\_%\`.* TO 'sluice'@'${host}';`,
  ]);
  const statements = [
    `DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');`,
    'FLUSH PRIVILEGES;',
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${secrets.dbRootPassword}';`,
    'CREATE DATABASE IF NOT EXISTS `sluice` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;',
    ...grants,
  ];
  const file = path.join(settings.dataDir, 'mariadb-init.sql');
  writeFileSync(file, `${statements.join('\n')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

export function mariadbSpec({ settings, secrets, env }: ServiceContext): ProcessSpec {
  return {
    name: 'mariadb',
    command: requireBinary('mariadbd'),
    args: [
      '--no-defaults',
      ...userArgs,
      // All paths relative to the data folder: a socket's path may have 107 characters, a checkout's has no limit.
      '--datadir=.',
      '--socket=./mariadb.sock',
      '--pid-file=./mariadb.pid',
      '--init-file=../mariadb-init.sql',
      `--port=${settings.ports.database}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--character-set-server=utf8mb4',
      // MySQL 8's own default does not exist in MariaDB; this one exists in both.
      '--collation-server=utf8mb4_unicode_ci',
      '--default-time-zone=+00:00',
      '--innodb-buffer-pool-size=256M',
      '--max-connections=300',
    ],
    cwd: path.join(settings.dataDir, 'mariadb'),
    env,
    isReady: () => answers(databaseUrl(settings, secrets)),
    readyWithinSeconds: 60,
  };
}

async function answers(uri: string): Promise<boolean> {
  try {
    const connection = await mysql.createConnection({ uri, connectTimeout: 1000 });
    await connection.query('SELECT 1');
    await connection.end();
    return true;
  } catch {
    // Not up yet: the caller asks again until its deadline and then shows the server's own log.
    return false;
  }
}
