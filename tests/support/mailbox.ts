/** The file mailbox of the stack. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sharedStack } from '../shared-stack.ts';
import { type ReadLetter, readLetter } from './read-letter.ts';
import { waitFor } from './wait-for.ts';

function lettersTo(email: string): readonly ReadLetter[] {
  const dir = path.join(sharedStack().dataDir, 'mail');
  // Made with the first letter.
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readLetter(readFileSync(path.join(dir, name), 'utf8')))
    .filter(({ headers }) => headers.to === email);
}

/** The newest letter of this subject, as soon as it is there. */
export function waitForLetter(email: string, subject: string): Promise<ReadLetter> {
  return waitFor(`the letter “${subject}” to ${email}`, () =>
    lettersTo(email).findLast(({ headers }) => headers.subject === subject),
  );
}

/** The address in a letter that its reader opens. */
export function linkIn({ text }: ReadLetter): string {
  const link = /https?:\/\/\S+#\S+/.exec(text)?.[0];
  if (!link) throw new Error(`no link in: ${text}`);
  return link;
}
