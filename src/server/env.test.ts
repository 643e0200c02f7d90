import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { transcoderEnvSchema } from '../../transcoder/src/env.ts';
import { orchestratorEnvSchema, readEnv, webEnvSchema } from './env.ts';

const programs = [
  { program: 'web', file: '.env.example', shape: webEnvSchema.shape },
  {
    program: 'orchestrator',
    file: 'src/server/orchestrator/.env.example',
    shape: orchestratorEnvSchema.shape,
  },
  { program: 'transcoder', file: 'transcoder/.env.example', shape: transcoderEnvSchema.shape },
];
const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
/** As programs read it: an empty line means "not set". */
const given = (value: string | undefined) => (value === '' ? undefined : value);

describe.each(programs)('the .env.example of $program', ({ file, shape }) => {
  const example = parseEnv(read(file));
  const variables = Object.entries<z.ZodType>(shape);

  it('names exactly the variables that the program reads', () => {
    expect(Object.keys(example).sort()).toEqual(Object.keys(shape).sort());
  });

  it('gives each its default, and nothing where there is none', () => {
    const optional = variables.filter(([, schema]) => schema.safeParse(undefined).success);
    for (const [name, schema] of optional)
      expect([name, schema.parse(given(example[name]))]).toEqual([name, schema.parse(undefined)]);
    const withDefault = optional.filter(([, schema]) => schema.parse(undefined) !== undefined);
    for (const [name] of withDefault) expect([name, example[name]]).not.toEqual([name, '']);
  });

  it('gives what must be set a value of the right form, or leaves it to be filled in', () => {
    const required = variables.filter(([, schema]) => !schema.safeParse(undefined).success);
    expect(required.length).toBeGreaterThan(0);
    for (const [name, schema] of required)
      expect([name, example[name] === '' || schema.safeParse(example[name]).success]).toEqual([name, true]);
  });

  it('says in a line above each what it is', () => {
    const lines = read(file).split('\n');
    for (const name of Object.keys(shape)) {
      const at = lines.findIndex((line) => line.startsWith(`${name}=`));
      expect(lines[at - 1]).toMatch(/^# .*\.$/);
    }
  });

  it('holds no secret', () => {
    for (const [name, value] of Object.entries(example))
      if (/SECRET|TICKET|ACCESS_KEY/.test(name)) expect([name, value]).toEqual([name, '']);
  });
});

describe('reading the environment', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const schema = z.object({
    SLUICE_TEST_COUNT: z.coerce.number().int().default(7),
    SLUICE_TEST_URL: z.url(),
  });

  it('takes an empty variable for one that is not set', () => {
    vi.stubEnv('SLUICE_TEST_COUNT', '');
    vi.stubEnv('SLUICE_TEST_URL', 'http://a.example');
    expect(readEnv(schema)).toEqual({ SLUICE_TEST_COUNT: 7, SLUICE_TEST_URL: 'http://a.example' });
  });

  it('ends the program with a sentence for each variable that is wrong, without its value', () => {
    vi.stubEnv('SLUICE_TEST_COUNT', 'secret');
    expect(() => readEnv(schema)).toThrow(/SLUICE_TEST_COUNT: .*\n.*SLUICE_TEST_URL: /);
    expect(() => readEnv(schema)).not.toThrow(/secret/);
  });
});
