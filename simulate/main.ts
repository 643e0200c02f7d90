/** `npm run simulate -- --seeds N [--seed S] [--trace]`. Started by bootstrap.mjs. */
import { parseCommandLine } from './command-line.ts';
import { runLife } from './run-life.ts';

async function main(args: readonly string[]): Promise<boolean> {
  const { firstSeed, seeds, trace } = parseCommandLine(args);
  const startedAt = performance.now();
  const bad: number[] = [];
  let videos = 0;
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const life = await runLife(seed, trace ? { tell: (line) => console.log(line) } : {});
    videos += life.videos;
    if (life.violations.length === 0) continue;
    bad.push(seed);
    console.log(`✗ seed ${seed}, after ${life.virtualSeconds} s of its time:`);
    for (const violation of life.violations.slice(0, 10)) console.log(`    ${violation}`);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(
    `${seeds} lives, ${videos} videos, ${bad.length} lives with a broken promise, ${seconds.toFixed(1)} s`,
  );
  if (bad.length > 0 && !trace)
    console.log(`What happened in the first: npm run simulate -- --seed ${bad[0]} --trace`);
  return bad.length === 0;
}

try {
  process.exit((await main(process.argv.slice(2))) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
