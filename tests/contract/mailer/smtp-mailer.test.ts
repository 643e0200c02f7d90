import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import { createSmtpMailer } from '../../../src/server/adapters/smtp-mailer.ts';
import { describeMailer, from } from './mailer-suite.ts';
import { startSmtpServer } from './smtp-server.ts';

describeMailer('SMTP', async () => {
  const server = await startSmtpServer();
  return {
    mailer: createSmtpMailer({ url: server.url, from }),
    received: async () => server.received,
    close: server.close,
  };
});

it.each([
  ['is put off', '450 busy'],
  ['is refused', '554 no'],
  ['is cut off after the last byte', ''],
])('a letter that %s counts as not sent, and the next try arrives', async (_, reply) => {
  const server = await startSmtpServer();
  const mailer = createSmtpMailer({ url: server.url, from });
  const letter = { to: 'ada@example.test', subject: 'A word', text: 'One line.\n' };
  const id = ulid();
  server.answerNextLetter(reply);
  await expect(mailer.send(id, letter)).rejects.toThrow();
  expect(server.received).toEqual([]);
  await mailer.send(id, letter);
  expect(server.received).toHaveLength(1);
  await mailer.close();
  await server.close();
});

it('a server that is away is an error, not a hang', async () => {
  const server = await startSmtpServer();
  await server.close();
  const mailer = createSmtpMailer({ url: server.url, from });
  await expect(mailer.send(ulid(), { to: 'a@example.test', subject: 's', text: 't' })).rejects.toThrow();
  await mailer.close();
});
