import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Mailer } from '../ports/mailer.ts';

/** A mailbox for one machine: each letter is a file `<id>.eml`, as it would have travelled. */
export function createFileMailer({ dir, from }: { dir: string; from: string }): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(id, letter) {
      const { message } = await composer.sendMail({ from, ...letter, messageId: `<${id}@sluice>` });
      await mkdir(dir, { recursive: true });
      // Named when it is whole: who watches the folder never reads half a letter.
      const draft = path.join(dir, `.${id}.draft`);
      await writeFile(draft, message as Buffer, { mode: 0o600 });
      await rename(draft, path.join(dir, `${id}.eml`));
    },
    async close() {
      composer.close();
    },
  };
}
