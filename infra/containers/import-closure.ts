/** What a program needs to run, found out from its imports: our files, and packages with all that those need. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readImports } from '../../scripts/read-imports.ts';
import { checkoutDir } from '../local/checkout.ts';

export interface Closure {
  /** Paths from the root of the checkout. */
  readonly files: ReadonlySet<string>;
  /** Those that our files name themselves. */
  readonly packages: ReadonlySet<string>;
}

/** Follows imports that exist at run time, `import()` included, from some of our files on. */
export function importClosure(entries: readonly string[]): Closure {
  const files = new Set<string>();
  const packages = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const { to, typeOnly } of readImports(file, readFileSync(path.join(checkoutDir, file), 'utf8'))) {
      if (typeOnly || to.startsWith('node:')) continue;
      if (to.startsWith('npm:')) packages.add(to.slice('npm:'.length));
      else open.push(to);
    }
  }
  return { files, packages };
}

const names = z.record(z.string(), z.string()).default({});
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dependencies: names,
      optionalDependencies: names,
      peerDependencies: names,
      peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
    }),
  ),
});

/** Folders below the root of the checkout that hold these packages and all that they need, by package-lock.json. */
export function packageFolders(packages: Iterable<string>): ReadonlySet<string> {
  const lock = lockSchema.parse(
    JSON.parse(readFileSync(path.join(checkoutDir, 'package-lock.json'), 'utf8')),
  );
  const folders = new Set<string>();

  /** As Node.js looks: beside the one who asks, then ever higher. */
  function find(name: string, from: string): string | undefined {
    const own = `${from}${from ? '/' : ''}node_modules/${name}`;
    if (lock.packages[own]) return own;
    const above = from.lastIndexOf('/node_modules/');
    return from === '' ? undefined : find(name, above === -1 ? '' : from.slice(0, above));
  }

  function add(name: string, from: string): void {
    const folder = find(name, from);
    const entry = folder === undefined ? undefined : lock.packages[folder];
    if (folder === undefined || !entry || folders.has(folder)) return;
    folders.add(folder);
    const peers = Object.keys(entry.peerDependencies).filter(
      (peer) => !entry.peerDependenciesMeta[peer]?.optional,
    );
    const needed = [...Object.keys(entry.dependencies), ...Object.keys(entry.optionalDependencies), ...peers];
    for (const next of needed) add(next, folder);
  }
  for (const name of packages) add(name, '');
  return folders;
}
