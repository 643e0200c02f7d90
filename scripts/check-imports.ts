/** `npm run imports`: fails when a file breaks the house rules of `import-rules.ts`. */
import { globSync, readFileSync } from 'node:fs';
import { findBrokenRules, findEmptyNames } from './import-rules.ts';
import { readImports } from './read-imports.ts';

const files = globSync('{src,transcoder,infra,scripts,tests,e2e,bench,chaos,simulate}/**/*.{ts,tsx}', {
  exclude: ['**/node_modules/**', '**/dist/**'],
});
const faults = [
  ...findEmptyNames(files),
  ...findBrokenRules(files.flatMap((file) => readImports(file, readFileSync(file, 'utf8')))),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`Import rules: ${files.length} files, ${faults.length} broken\n`);
process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0;
