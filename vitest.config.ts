/** The layers of the tests. `npm test` runs them in order; `npm test -- unit` runs one. */
import { defineConfig } from 'vitest/config';

const stackSetup = {
  globalSetup: ['tests/stack.ts'],
  environment: 'node' as const,
  setupFiles: ['tests/fail-on-stray-errors.ts', 'tests/fixed-seed.ts', 'tests/mark-processes.ts'],
  // Clients of kafkajs' own, as tests make them, compute a negative delay, which Node 24 corrects and warns of.
  execArgv: ['--disable-warning=TimeoutNegativeWarning'],
};
/** Kafka, FFmpeg and Chromium share two cores: minutes, not the five seconds of a unit test. */
const slowTimeoutMilliseconds = 240_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'src/**/*.test.{ts,tsx}',
            'transcoder/**/*.test.ts',
            'infra/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'chaos/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/*.media.test.ts', 'infra/terraform/**'],
          setupFiles: ['tests/fail-on-stray-errors.ts', 'tests/fixed-seed.ts'],
        },
      },
      {
        // Terraform against a stand-in of the provider, and checkov: tools that not every machine has.
        test: {
          name: 'terraform',
          environment: 'node',
          include: ['infra/terraform/**/*.test.ts'],
          globalSetup: ['infra/terraform/checks/applied.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          setupFiles: ['tests/fail-on-stray-errors.ts'],
        },
      },
      {
        // What runs the real FFmpeg: a minute, where the unit layer takes seconds.
        test: {
          name: 'media',
          environment: 'node',
          include: ['transcoder/**/*.media.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          setupFiles: ['tests/fail-on-stray-errors.ts', 'tests/fixed-seed.ts'],
        },
      },
      {
        // Whole lives of videos on virtual time: half a minute of CPU.
        test: {
          name: 'simulation',
          environment: 'node',
          include: ['simulate/**/*.test.ts'],
          testTimeout: 240_000,
          setupFiles: ['tests/fail-on-stray-errors.ts', 'tests/fixed-seed.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
        },
      },
      {
        test: {
          ...stackSetup,
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          // One of them kills the S3 server that others write to.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...stackSetup,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          // They kill brokers and workers of the one stack: never two files at once.
          fileParallelism: false,
          testTimeout: slowTimeoutMilliseconds,
          hookTimeout: slowTimeoutMilliseconds,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...stackSetup,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: slowTimeoutMilliseconds,
          hookTimeout: slowTimeoutMilliseconds,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
