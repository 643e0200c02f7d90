/** Counts per layer out of Vitest's JSON report. Pure, so that the counting itself is tested. */
import { z } from 'zod';

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** A sentence for each failure that Vitest itself does not call one. */
  readonly faults: readonly string[];
}

/** A skipped or unfinished test is a promise nobody checked: it counts as failed. */
export function countTests(report: unknown, isInLayer: (file: string) => boolean): Count {
  const files = reportSchema.parse(report).testResults.filter(({ name }) => isInLayer(name));
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const broken = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed,
    failed: tests.length - passed + broken.length,
    faults: [
      ...skipped.map(({ fullName }) => `not run: ${fullName}`),
      ...broken.map(({ name }) => `could not be loaded or torn down: ${name}`),
    ],
  };
}
