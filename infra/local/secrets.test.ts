import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadOrCreateSecrets, secretsFileOf } from './secrets.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sluice secrets '));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('makes the secrets once and keeps them', () => {
  expect(loadOrCreateSecrets(dir)).toEqual(loadOrCreateSecrets(dir));
});

it('lets the owner alone read them', () => {
  loadOrCreateSecrets(dir);
  expect(statSync(secretsFileOf(dir)).mode & 0o777).toBe(0o600);
});

it('gives every stack its own', () => {
  const other = path.join(dir, 'other');
  expect(loadOrCreateSecrets(dir).adminPassword).not.toBe(loadOrCreateSecrets(other).adminPassword);
});
