/** What every mailer promises, whatever carries its letters. */
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mailer } from '../../../src/server/ports/mailer.ts';
import { readLetter } from '../../support/read-letter.ts';

export interface OpenMailer {
  readonly mailer: Mailer;
  /** Letters as they travelled, in order of their ids. */
  received(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export const from = 'Sluice <sluice@mail.example>';

export function describeMailer(name: string, open: () => Promise<OpenMailer>): void {
  describe(`${name}: a letter`, () => {
    let opened: OpenMailer;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened.mailer.close();
      await opened.close();
    });

    const last = async () => readLetter((await opened.received()).at(-1) ?? '');
    const letter = { to: 'ada@example.test', subject: 'A word', text: 'One line.\n' };

    it('arrives with its sender, its subject and its text, whatever it is written in', async () => {
      const link = `https://sluice.example/reset-password#${'a'.repeat(120)}`;
      const text = `Grüße, Łukasz 🎬\n\n${link}\n\n.\n..dots = 100 %\n`;
      await opened.mailer.send(ulid(), { to: 'ada@example.test', subject: 'Schöne Grüße', text });
      const { headers, text: arrived } = await last();
      expect(headers).toMatchObject({ from, to: 'ada@example.test', subject: 'Schöne Grüße' });
      expect(arrived.trimEnd()).toBe(text.trimEnd());
    });

    it('that is handed over twice is known by its Message-ID', async () => {
      const [once, other] = [ulid(), ulid()];
      const idOf = async (id: string) => {
        await opened.mailer.send(id, letter);
        const all = (await opened.received()).map((raw) => readLetter(raw).headers['message-id']);
        return all.findLast((header) => header?.includes(id));
      };
      const first = await idOf(once);
      expect(first).toMatch(new RegExp(`^<${once}@`));
      expect(await idOf(once)).toBe(first);
      expect(await idOf(other)).not.toBe(first);
    });

    it('has no more headers, readers or lines of SMTP than it was given, whatever stands in it', async () => {
      const before = (await opened.received()).length;
      await opened.mailer.send(ulid(), {
        to: 'ada@example.test',
        subject: 'Hello\r\nBcc: eve@example.test\r\n\r\nX',
        text: 'a\r\n.\r\nMAIL FROM:<eve@example.test>\r\n',
      });
      const { headers } = await last();
      expect(headers.bcc).toBeUndefined();
      expect(headers.to).toBe('ada@example.test');
      expect((await opened.received()).length).toBe(before + 1);
    });
  });
}
