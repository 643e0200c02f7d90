/**
 * The imports of one source file. dependency-cruiser can't read TypeScript 7 yet, so this uses the parser that Vitest
 * ships: imports, re-exports, import() of a literal, and import types, each with whether it is for types alone.
 */
import path from 'node:path';
import { parseAst } from 'vitest/node';
import type { ImportEdge } from './import-rules.ts';

interface FoundImport {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** `import { type A, type B }` keeps a run-time import of the module, so it counts as one. */
function importOf(node: Node): FoundImport | undefined {
  const source = node.source ?? node.argument;
  if (!isNode(source) || typeof source.value !== 'string') return undefined;
  const specifier = source.value;
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier, typeOnly: node.importKind === 'type' };
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return { specifier, typeOnly: node.exportKind === 'type' };
    case 'ImportExpression':
      return { specifier, typeOnly: false };
    case 'TSImportType':
      return { specifier, typeOnly: true };
    default:
      return undefined;
  }
}

function collect(value: unknown, found: FoundImport[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isNode(value)) {
    const one = importOf(value);
    if (one) found.push(one);
    for (const child of Object.values(value)) collect(child, found);
  }
}

function targetOf(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier);
  if (specifier.startsWith('node:')) return specifier;
  const [scope = '', name] = specifier.split('/');
  return `npm:${scope.startsWith('@') ? `${scope}/${name}` : scope}`;
}

export function readImports(file: string, code: string): ImportEdge[] {
  const found: FoundImport[] = [];
  collect(parseAst(code, { lang: file.endsWith('x') ? 'tsx' : 'ts' }).body, found);
  return found.map(({ specifier, typeOnly }) => ({ from: file, to: targetOf(file, specifier), typeOnly }));
}
