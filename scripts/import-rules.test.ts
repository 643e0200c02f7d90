import { describe, expect, it } from 'vitest';
import { findBrokenRules, findEmptyNames, importRules } from './import-rules.ts';
import { readImports } from './read-imports.ts';

/** The rules that one planted line in one file breaks. */
const brokenBy = (file: string, code: string): string[] =>
  findBrokenRules(readImports(file, code)).map((sentence) => sentence.replace(/^.*: ([\w-]+) \(.*$/, '$1'));

const planted: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['domain-is-pure', 'src/lib/domain/plan.ts', `import { readFile } from 'node:fs/promises'`],
  ['domain-is-pure', 'src/lib/domain/plan.ts', `import React from 'react'`],
  ['domain-is-pure', 'src/lib/domain/plan.ts', `import type { Row } from '#server/db/schema/videos.ts'`],
  ['domain-is-pure', 'src/lib/domain/plan.ts', `export * from '../client/uploader.ts'`],
  ['tracing-knows-the-domain-only', 'src/lib/tracing/a.ts', `import { createLog } from '#server/log.ts'`],
  ['kafka-is-mended', 'src/server/adapters/kafka-lag.ts', `import { Kafka } from 'kafkajs'`],
  ['kafka-is-mended', 'src/lib/kafka/create-kafka.ts', `import { plan } from '#lib/domain/plan.ts'`],
  ['client-knows-types-only', 'src/lib/client/api.ts', `import { router } from '#server/api/router.ts'`],
  ['client-knows-types-only', 'src/lib/client/api.ts', `import { type Router } from '#server/api/router.ts'`],
  [
    'client-knows-types-only',
    'src/lib/client/api.ts',
    `import type { Row } from '#server/videos/service.ts'`,
  ],
  ['client-knows-types-only', 'src/lib/client/player.tsx', `const load = () => import('node:fs')`],
  ['transcoder-stands-alone', 'transcoder/src/main.ts', `import { s3 } from '#server/adapters/s3.ts'`],
  [
    'transcoder-stands-alone',
    'transcoder/src/main.ts',
    `import { router } from '../../src/server/api/worker-router.ts'`,
  ],
  [
    'repositories-are-private',
    'src/server/uploads/service.ts',
    `import { find } from '#server/videos/repository.ts'`,
  ],
  ['repositories-are-private', 'src/server/container.ts', `import { find } from './videos/repository.ts'`],
  [
    'adapters-meet-in-the-container',
    'src/server/uploads/service.ts',
    `import { s3 } from '#server/adapters/s3.ts'`,
  ],
  [
    'adapters-meet-in-the-container',
    'src/server/orchestrator/main.ts',
    `await import('#server/adapters/kafka.ts')`,
  ],
  [
    'ports-know-the-domain-only',
    'src/server/ports/clock.ts',
    `import type { Db } from '#server/db/client.ts'`,
  ],
  ['pages-are-thin', 'src/app/page.tsx', `import { list } from '#server/videos/service.ts'`],
  ['pages-are-thin', 'src/app/page.tsx', `type Row = import('#server/db/schema/videos.ts').Row`],
  ['server-without-browser-code', 'src/server/api/router.ts', `import { Page } from '#app/page.tsx'`],
  ['sources-without-tools', 'src/server/container.ts', `import { ports } from '../../infra/local/ports.ts'`],
];

describe('import rules', () => {
  it.each(planted)('%s: refuses a violation planted in %s: %s', (rule, file, code) => {
    expect(brokenBy(file, code)).toContain(rule);
  });

  it('has a planted violation for every rule', () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(importRules.map(({ name }) => name)));
  });

  it.each([
    ['src/lib/domain/plan.ts', `import { z } from 'zod'; import { ladder } from './ladder.ts'`],
    [
      'src/lib/client/api.ts',
      `import type { Router } from '#server/api/router.ts'; import { plan } from '#lib/domain/plan.ts'`,
    ],
    [
      'transcoder/src/main.ts',
      `import type { WorkerRouter } from '#server/api/worker-router.ts'; import fs from 'node:fs'`,
    ],
    ['src/server/videos/service.ts', `import { find } from './repository.ts'`],
    ['src/server/container.ts', `import { s3 } from './adapters/s3.ts'`],
    ['src/server/adapters/s3.contract.test.ts', `import { s3 } from './s3.ts'`],
    ['tests/contract/object-store.test.ts', `import { s3 } from '#server/adapters/s3.ts'`],
    ['src/app/page.tsx', `import { services } from '#server/container.ts'; import './globals.css'`],
  ])('lets %s import what it may', (file, code) => {
    expect(brokenBy(file, code)).toEqual([]);
  });

  it('refuses barrels and files named for nothing', () => {
    expect(
      findEmptyNames(['src/lib/index.ts', 'src/a/utils.ts', 'src/b/helpers.tsx', 'src/b/ladder.ts']),
    ).toHaveLength(3);
  });
});
