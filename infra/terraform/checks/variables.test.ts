import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { terraformDir } from './env.ts';

interface Block {
  readonly kind: 'variable' | 'output';
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

const blocks: readonly Block[] = readdirSync(terraformDir, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tf'))
  .flatMap((file) =>
    [
      ...readFileSync(path.join(terraformDir, file), 'utf8').matchAll(
        /^(variable|output) "(\w+)" \{\n([\s\S]*?)^\}/gm,
      ),
    ].map(([, kind = '', name = '', text = '']) => ({
      kind: kind === 'output' ? 'output' : 'variable',
      name,
      file,
      text,
    })),
  );

/** Any value of these is one: names and maps of the operator's own, or checked by where they go. */
const free = [
  'mail',
  'web_settings',
  'orchestrator_settings',
  'alarm_emails',
  'alarm_thresholds',
  'kafka_version',
  'domain',
];

it('every variable and output is described', () => {
  expect(blocks.filter(({ text }) => !/^ {2}description\s+= ".{5,}"$/m.test(text))).toEqual([]);
  expect(blocks.length).toBeGreaterThan(100);
});

it('every variable has a type', () => {
  expect(blocks.filter(({ kind, text }) => kind === 'variable' && !/^ {2}type\s+= /m.test(text))).toEqual([]);
});

it('every variable of the composition is validated, but switches and free text', () => {
  const open = blocks.filter(
    ({ kind, file, text }) =>
      kind === 'variable' &&
      !file.includes(path.sep) &&
      !text.includes('validation {') &&
      !/^ {2}type\s+= bool$/m.test(text),
  );
  expect(open.map(({ name }) => name).sort()).toEqual([...free].sort());
});
