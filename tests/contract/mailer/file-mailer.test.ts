import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import { createFileMailer } from '../../../src/server/adapters/file-mailer.ts';
import { describeMailer, from } from './mailer-suite.ts';

const newDir = () => path.join(mkdtempSync(path.join(os.tmpdir(), 'sluice-mail-')), 'mail');
const filesIn = (dir: string) => readdirSync(dir).sort();

describeMailer('the file mailbox', async () => {
  const dir = newDir();
  return {
    mailer: createFileMailer({ dir, from }),
    received: async () => filesIn(dir).map((name) => readFileSync(path.join(dir, name), 'utf8')),
    close: async () => rmSync(path.dirname(dir), { recursive: true }),
  };
});

it('keeps one file a letter, which nobody else on the machine may read', async () => {
  const dir = newDir();
  const mailer = createFileMailer({ dir, from });
  const id = ulid();
  const letter = { to: 'ada@example.test', subject: 'A word', text: 'One line.\n' };
  await mailer.send(id, letter);
  await mailer.send(id, letter);
  expect(filesIn(dir)).toEqual([`${id}.eml`]);
  expect(statSync(path.join(dir, `${id}.eml`)).mode & 0o077).toBe(0);
  rmSync(path.dirname(dir), { recursive: true });
});
