import { rmSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../checkout.ts';
import { buildDir } from '../programs/build.ts';
import { sayToTerminal as say } from '../progress.ts';

/** Removes what builds and tests made. The data of a stack stays: that is `down -- --wipe`. */
export function clean(): void {
  for (const target of [buildDir, path.join(checkoutDir, '.test-data'), path.join(checkoutDir, 'coverage')]) {
    rmSync(target, { recursive: true, force: true });
    say(`✓ Removed ${path.relative(checkoutDir, target)}`);
  }
}
