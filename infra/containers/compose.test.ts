import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  deadLettersEnvSchema,
  migrateEnvSchema,
  orchestratorEnvSchema,
  webEnvSchema,
} from '../../src/server/env.ts';
import { checkoutDir } from '../local/checkout.ts';
import { images } from './images.ts';

const read = (file: string) => readFileSync(path.join(checkoutDir, file), 'utf8');
const text = read('compose.yaml');
const example = parseEnv(read('infra/containers/.env.example'));

const service = z.object({
  image: z.string(),
  build: z
    .object({ context: z.literal('.'), dockerfile: z.string(), target: z.string().optional() })
    .optional(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  restart: z.string().optional(),
  init: z.boolean().default(false),
  read_only: z.boolean().default(false),
  user: z.string().optional(),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const compose = z.object({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});
const { services, volumes } = compose.parse(parse(text, { merge: true }));
const serviceOf = (name: string) => service.parse(services[name]);

/** An operator's answers: what the example leaves empty, filled with what is long enough. */
const answers: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(Object.entries(example).map(([name, value]) => [name, value || 'x'.repeat(48)])),
  SMTP_URL: example.SMTP_URL,
};
/** As compose fills in `${NAME}`, `${NAME:-default}` and `${NAME:?what is missing}`. */
const fill = (value: string) =>
  value.replace(
    /\$\{(\w+)(?::-([^}]*))?(?::\?[^}]*)?\}/g,
    (_, name: string, standard?: string) => answers[name] || standard || '',
  );
const environmentOf = (name: string) =>
  Object.fromEntries(
    Object.entries(serviceOf(name).environment)
      .map(([key, value]) => [key, fill(value)] as const)
      .filter(([, value]) => value !== ''),
  );

/** Read by Node.js, Next.js and next-auth themselves. */
const ofTheFrameworks = ['NODE_ENV', 'NEXTAUTH_URL'];

describe.each([
  { name: 'web', schema: webEnvSchema },
  { name: 'orchestrator', schema: orchestratorEnvSchema },
  { name: 'schema', schema: migrateEnvSchema },
  { name: 'topics', schema: deadLettersEnvSchema },
])('$name in compose.yaml', ({ name, schema }) => {
  it('starts with what it is told, and is told nothing that it does not read', () => {
    const env = environmentOf(name);
    expect(z.safeParse(schema, env).error).toBeUndefined();
    const known = [...Object.keys(schema.shape), ...ofTheFrameworks];
    expect(Object.keys(serviceOf(name).environment).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('is shut in', () => {
    const { init, read_only, user, cap_drop, security_opt, stop_grace_period } = serviceOf(name);
    expect({ init, read_only, user, cap_drop, security_opt, stop_grace_period }).toEqual({
      init: true,
      read_only: true,
      user: '65532:65532',
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: '120s',
    });
  });
});

it('one-off programs are programs of this repository', () => {
  for (const name of ['schema', 'topics']) {
    const [node, script = ''] = serviceOf(name).command;
    expect(node).toBe('node');
    expect(existsSync(path.join(checkoutDir, script))).toBe(true);
  }
});

it('every image is built here or named with its version', () => {
  for (const [name, { image }] of Object.entries(services)) {
    expect(image, name).toMatch(/^sluice\/\w+:local$|:v?\d+\.\d+\.\d+/);
  }
  const built = Object.values(services).flatMap(({ build }) => build?.dockerfile ?? []);
  expect(built.sort()).toEqual(images.map(({ dockerfile }) => dockerfile).sort());
});

it('the orchestrator launches the image that is built here', () => {
  expect(environmentOf('orchestrator').DOCKER_IMAGE).toBe(serviceOf('transcoder').image);
});

it('.env.example names what compose.yaml asks for, no more and no less', () => {
  const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);
  expect([...new Set(asked)].sort()).toEqual(Object.keys(example).sort());
});

it('has no secret and no way out of the checkout in it', () => {
  const secrets = Object.values(services).flatMap(({ environment }) =>
    Object.entries(environment).filter(([key]) => /SECRET|PASSWORD/.test(key) && !/RANDOM/.test(key)),
  );
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter(([, value]) => !/^\$\{\w+:\?/.test(value))).toEqual([]);
});

it('mounts what is there', () => {
  const mounts = Object.values(services).flatMap((one) => one.volumes.map((volume) => volume.split(':')));
  const bound = mounts.filter(([source = '']) => source.startsWith('./'));
  expect(bound.filter(([source = '']) => !existsSync(path.join(checkoutDir, source)))).toEqual([]);
  const named = mounts.flatMap(([source = '', target]) => (target && /^\w+$/.test(source) ? [source] : []));
  expect([...new Set(named)].sort()).toEqual(Object.keys(volumes).sort());
});

it('whoever waits for another waits for one that can say that it is ready', () => {
  const waits = Object.values(services).flatMap(({ depends_on }) => Object.entries(depends_on));
  expect(waits.length).toBeGreaterThan(8);
  for (const [name, { condition }] of waits) {
    expect(condition === 'service_completed_successfully', name).toBe(serviceOf(name).restart === 'no');
  }
});

it('Prometheus scrapes the jobs that its rules know, where the programs serve them', () => {
  const jobs = z.object({
    scrape_configs: z.array(
      z.object({
        job_name: z.string(),
        dns_sd_configs: z.array(z.object({ names: z.array(z.string()), port: z.number() })).default([]),
      }),
    ),
  });
  const here = jobs.parse(parse(read('infra/containers/prometheus.yml'))).scrape_configs;
  const everywhere = jobs.parse(parse(read('infra/observability/prometheus/prometheus.yml'))).scrape_configs;
  expect(here.map(({ job_name }) => job_name)).toEqual(everywhere.map(({ job_name }) => job_name));
  const ports = here.flatMap(({ dns_sd_configs }) =>
    dns_sd_configs.flatMap(({ names, port }) => names.map((name) => [name, String(port)] as const)),
  );
  expect(ports).toEqual([
    ['orchestrator', environmentOf('orchestrator').METRICS_PORT],
    ['web', environmentOf('web').WEB_METRICS_PORT],
  ]);
});

it('web believes the proxy and nobody else about visitors’ addresses', () => {
  const { TRUSTED_PROXIES } = environmentOf('web');
  expect(text).toContain(`ipv4_address: ${TRUSTED_PROXIES} `);
  expect(read('infra/containers/nginx.conf')).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
});
