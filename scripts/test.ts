/**
 * `npm test [layer…]`: installs what the chosen layers need, runs them in order, and ends with one line,
 * `N passed, N failed`. It fails on any failure, on a skipped test, and on a layer that ran nothing.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../infra/local/checkout.ts';
import { type ExtraPackage, installAptPackages } from '../infra/local/install/apt-packages.ts';
import { installCheckov } from '../infra/local/install/checkov.ts';
import { installFfmpeg } from '../infra/local/install/ffmpeg-binary.ts';
import { installKafkaJars } from '../infra/local/install/kafka-jars.ts';
import { installSchemathesis } from '../infra/local/install/schemathesis.ts';
import { installVersitygw } from '../infra/local/install/versitygw-binary.ts';
import { sayToTerminal as say, step } from '../infra/local/progress.ts';
import { removeDeadTestStacks, testDataDir } from '../infra/local/test-stack.ts';
import { whyNoTerraform } from '../infra/terraform/checks/env.ts';
import { nodeModule, runNode } from './run-check.ts';
import { type Count, countTests } from './vitest-report.ts';

/** Each counts as one check. A list of runs: all must end well. */
const staticLayers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // typegen first: a fresh clone has no next-env.d.ts and no route types yet.
  types: [
    [nodeModule('next', 'dist', 'bin', 'next'), 'typegen'],
    [nodeModule('typescript', 'bin', 'tsc'), '--noEmit'],
  ],
  lint: [[nodeModule('@biomejs', 'biome', 'bin', 'biome'), 'lint', '--error-on-warnings', '.']],
  format: [[nodeModule('@biomejs', 'biome', 'bin', 'biome'), 'check', '--linter-enabled=false', '.']],
  imports: [[path.join('scripts', 'check-imports.ts')]],
  unused: [[nodeModule('knip', 'bin', 'knip.js')]],
  containers: [[path.join('infra', 'containers', 'main.ts')]],
};

/** Where the tests of a layer lie that needs the stack; `unit` is what lies nowhere else. */
const stackLayers: Readonly<Record<string, string>> = {
  contract: path.join('tests', 'contract'),
  integration: path.join('tests', 'integration'),
  e2e: 'e2e',
};
/** Without a stack; `media` is told by its name, `simulation` by its folder. */
const aloneLayers = ['unit', 'simulation', 'media'];
/** With tools that not every machine has; left out with a sentence where they are not. */
const toolLayer = 'terraform';
const testLayers = [toolLayer, ...aloneLayers, ...Object.keys(stackLayers)];
const allLayers = [...Object.keys(staticLayers), ...testLayers];

const belongsTo = (layer: string) => (file: string) => {
  const relative = path.relative(checkoutDir, file);
  const home = Object.keys(stackLayers).find((name) =>
    relative.startsWith(`${stackLayers[name]}${path.sep}`),
  );
  const isSimulation = relative.startsWith(`simulate${path.sep}`);
  const isOfTools = relative.startsWith(path.join('infra', 'terraform') + path.sep);
  const alone = isSimulation ? 'simulation' : isOfTools ? toolLayer : 'unit';
  return (home ?? (file.endsWith('.media.test.ts') ? 'media' : alone)) === layer;
};

async function install(layers: readonly string[], logDir: string): Promise<void> {
  const context = { logDir };
  const needsStack = layers.some((layer) => layer in stackLayers);
  if (needsStack || layers.includes('media')) {
    const extras: ExtraPackage[] = [];
    if (layers.includes('e2e')) extras.push('browser');
    if (layers.includes('contract')) extras.push('redis', 'prometheus');
    if (layers.includes('integration')) extras.push('nginx');
    await step(say, 'System packages', () => installAptPackages(extras, context));
    await step(say, 'FFmpeg', () => installFfmpeg(context));
  }
  // After the system's packages: they bring pip, where it is missing.
  if (layers.includes(toolLayer))
    await step(say, 'checkov', async () => void (await installCheckov(context)));
  if (!needsStack) return;
  await step(say, 'Apache Kafka jars', async () => void (await installKafkaJars(context)));
  await step(say, 'S3 server (versitygw)', async () => void (await installVersitygw(context)));
  if (layers.includes('integration'))
    await step(say, 'schemathesis', async () => void (await installSchemathesis(context)));
}

async function runStatic(layer: string): Promise<Count> {
  for (const args of staticLayers[layer] ?? []) {
    if (!(await runNode(args))) return { passed: 0, failed: 1, faults: [`${layer} failed`] };
  }
  return { passed: 1, failed: 0, faults: [] };
}

/** All layers of one call share one Vitest run, and with it one stack. */
async function runVitest(layers: readonly string[], reportFile: string): Promise<Map<string, Count>> {
  rmSync(reportFile, { force: true });
  const ok = await runNode([
    nodeModule('vitest', 'vitest.mjs'),
    'run',
    ...layers.flatMap((layer) => ['--project', layer]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ]);
  const report: unknown = existsSync(reportFile)
    ? JSON.parse(readFileSync(reportFile, 'utf8'))
    : { testResults: [] };
  const counts = new Map(layers.map((layer) => [layer, countTests(report, belongsTo(layer))]));
  for (const [layer, count] of counts) {
    if (count.passed + count.failed === 0)
      counts.set(layer, { passed: 0, failed: 1, faults: [`${layer} ran no test`] });
  }
  const failed = [...counts.values()].reduce((sum, count) => sum + count.failed, 0);
  // A leaked process, an unhandled rejection, a stack that did not start: no test carries it, but the run is red.
  if (!ok && failed === 0)
    counts.set('run', { passed: 0, failed: 1, faults: ['Vitest failed outside of any test'] });
  return counts;
}

async function main(asked: readonly string[]): Promise<boolean> {
  const unknown = asked.filter((layer) => !allLayers.includes(layer));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(', ')}. The layers are ${allLayers.join(', ')}.`);
  const noTools = whyNoTerraform();
  if (noTools && asked.includes(toolLayer))
    throw new Error(`The layer ${toolLayer} can not run: ${noTools}.`);
  const isAsked = (layer: string) =>
    asked.includes(layer) || (asked.length === 0 && !(layer === toolLayer && noTools));
  const layers = allLayers.filter(isAsked);
  mkdirSync(testDataDir, { recursive: true });
  await removeDeadTestStacks({ withKeptLogs: true });
  const reportDir = mkdtempSync(path.join(testDataDir, 'report-'));
  const counts = new Map<string, Count>();
  const add = (more: Map<string, Count>) => {
    for (const [layer, count] of more) counts.set(layer, count);
  };

  await install(layers, reportDir);
  for (const layer of layers.filter((name) => name in staticLayers)) {
    say(`\n== ${layer}`);
    counts.set(layer, await runStatic(layer));
  }
  if (layers.includes(toolLayer)) add(await runVitest([toolLayer], path.join(reportDir, 'tools.json')));
  const alone = layers.filter((layer) => aloneLayers.includes(layer));
  if (alone.length > 0) add(await runVitest(alone, path.join(reportDir, 'alone.json')));
  const onStack = layers.filter((layer) => layer in stackLayers);
  if (onStack.length > 0) add(await runVitest(onStack, path.join(reportDir, 'stack.json')));
  const leaked = await removeDeadTestStacks({ withKeptLogs: false });
  if (leaked > 0)
    counts.set('processes', { passed: 0, failed: 1, faults: [`${leaked} processes outlived the run`] });
  rmSync(reportDir, { recursive: true });

  say('');
  for (const [layer, count] of counts) {
    say(
      `${count.failed === 0 ? '✓' : '✗'} ${layer.padEnd(12)} ${count.passed} passed, ${count.failed} failed`,
    );
    for (const fault of count.faults) say(`  ${fault}`);
  }
  const total = (key: 'passed' | 'failed') =>
    [...counts.values()].reduce((sum, count) => sum + count[key], 0);
  if (asked.length === 0 && noTools) say(`- ${toolLayer.padEnd(12)} left out: ${noTools}`);
  say(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0;
}

try {
  process.exit((await main(process.argv.slice(2))) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  say('0 passed, 1 failed');
  process.exit(1);
}
