import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { build } from 'rolldown';
import { checkoutDir } from '../local/checkout.ts';

/** The same bytes for the same code, or each plan of Terraform would want to change the function. */
const MODIFIED = new Date('1980-01-01T12:00:00Z');

/**
 * Bundles the function with all that it imports, as `bridge.mjs` in `<folder>/bridge.zip`.
 * @returns the path of the zip
 */
export async function buildBridge(folder: string): Promise<string> {
  const { output } = await build({
    input: path.join(checkoutDir, 'infra/bridge/bridge.ts'),
    platform: 'node',
    output: { format: 'esm', codeSplitting: false, minify: true },
    write: false,
    logLevel: 'warn',
  });
  const [bundle] = output;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'bridge.zip');
  writeFileSync(
    file,
    zipSync({ 'bridge.mjs': [Buffer.from(bundle.code), { mtime: MODIFIED, os: 3, attrs: 0o644 << 16 }] }),
  );
  return file;
}
