/**
 * First step of every npm script: plain JavaScript for Node 20, because it runs before `npm ci` has brought Node 24.
 * It checks the tools that nothing here can install, brings node_modules up to date, then hands over to Node 24.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const nodeModules = path.join(checkout, 'node_modules');
const stampFile = path.join(nodeModules, '.sluice-lock-hash');
const [command = 'help', ...args] = process.argv.slice(2);

/** Commands that start MariaDB, Kafka and versitygw, and so need their tools. */
const startsServices =
  ['up', 'dev', 'reset', 'bench', 'chaos'].includes(command) ||
  (command === 'test' && args.some((a) => !['unit', 'simulation', 'static', 'terraform'].includes(a))) ||
  (command === 'test' && args.length === 0);

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function outputOf(tool, toolArgs) {
  const result = spawnSync(tool, toolArgs, { encoding: 'utf8' });
  return result.error || result.status !== 0 ? undefined : `${result.stdout}${result.stderr}`;
}

function checkTools() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(`Sluice needs Node.js 20 or newer to start; this is ${process.versions.node}.`);
  }
  if (!startsServices) return;
  const go = outputOf('go', ['env', 'GOVERSION'])?.match(/go(\d+)\.(\d+)/);
  if (!go)
    fail(
      'Go 1.25 or newer is needed to build the S3 server (versitygw), and `go` was not found on the PATH.',
    );
  if (Number(go[1]) === 1 && Number(go[2]) < 25) {
    fail(`Go 1.25 or newer is needed to build the S3 server (versitygw); this is Go ${go[1]}.${go[2]}.`);
  }
  // Java and Maven come by apt later when they are missing; one that is there but too old is the user's to replace.
  const java = outputOf('java', ['-version'])?.match(/version "(\d+)/);
  if (java && Number(java[1]) < 17)
    fail(`Apache Kafka needs Java 17 or newer; the \`java\` on the PATH is ${java[1]}.`);
  const aptCanHelp = outputOf('apt-get', ['--version']) !== undefined;
  if (!java && !aptCanHelp)
    fail('Java 17 or newer is needed for Apache Kafka: `java` was not found, and there is no apt-get.');
  if (outputOf('mvn', ['-v']) === undefined && !aptCanHelp) {
    fail(
      'Maven is needed to fetch Apache Kafka: `mvn` was not found, and there is no apt-get to install it.',
    );
  }
}

/** npm writes down what it installed; a plain `npm install` by a developer must not lead to a second install here. */
function installedMatches(lock) {
  const installedFile = path.join(nodeModules, '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages ?? {};
  return Object.entries(JSON.parse(lock).packages ?? {}).every(
    ([name, entry]) =>
      !name.includes('node_modules/') ||
      entry.optional ||
      entry.devOptional ||
      installed[name]?.version === entry.version,
  );
}

function installPackages() {
  const lock = readFileSync(path.join(checkout, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  if (!installedMatches(lock)) {
    process.stdout.write('  npm packages …\n');
    const started = Date.now();
    const result = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: checkout, stdio: 'inherit' });
    if (result.status !== 0) fail('`npm ci` failed: the lines above say why.');
    process.stdout.write(`✓ npm packages  ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  }
  writeFileSync(stampFile, hash);
}

checkTools();
installPackages();

const node24 = path.join(nodeModules, '.bin', 'node');
if (!existsSync(node24))
  fail('node_modules/.bin/node (the `node` package) is missing: run `npm ci` and try again.');
const entryOf = {
  test: [path.join('scripts', 'test.ts')],
  bench: [path.join('bench', 'main.ts')],
  chaos: [path.join('chaos', 'main.ts')],
  simulate: [path.join('simulate', 'main.ts')],
};
/** Commands of an installation on AWS. */
const onAws = [
  'deploy',
  'deploy:fast',
  'push',
  'status',
  'outputs',
  'env',
  'logs',
  'shell',
  'troubleshoot',
  'destroy',
];
if (onAws.includes(command)) entryOf[command] = [path.join('infra', 'aws', 'main.ts'), command];
const entry = entryOf[command] ?? [path.join('infra', 'local', 'main.ts'), command];
// kafkajs computes a negative delay on Node 24, which Node corrects and warns of at every connection; and
// node:sqlite, which the simulator runs on, is still called experimental.
const nodeArgs = ['--disable-warning=ExperimentalWarning'];
const child = spawn(node24, [...nodeArgs, ...entry, ...args], { cwd: checkout, stdio: 'inherit' });
// Ctrl-C reaches the whole terminal group, a plain kill only this process: pass both on, and outlive neither.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`));
child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
