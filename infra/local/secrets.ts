/** Passwords and keys of one stack: made once, kept beside its data, readable by its owner alone. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({
  dbPassword: z.string().min(1),
  dbRootPassword: z.string().min(1),
  s3AccessKey: z.string().min(1),
  s3SecretKey: z.string().min(1),
  authSecret: z.string().min(32),
  grantSecret: z.string().min(32),
  adminEmail: z.string().min(1),
  adminPassword: z.string().min(12),
});

export type StackSecrets = z.infer<typeof secretsSchema>;

export const secretsFileOf = (dataDir: string): string => path.join(dataDir, 'secrets.json');

/** base64url: no character that a URL, a shell or SQL would have to quote. */
const randomText = (bytes: number): string => randomBytes(bytes).toString('base64url');

export function loadOrCreateSecrets(dataDir: string): StackSecrets {
  const file = secretsFileOf(dataDir);
  if (existsSync(file)) {
    chmodSync(file, 0o600);
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }
  const secrets: StackSecrets = {
    dbPassword: randomText(24),
    dbRootPassword: randomText(24),
    s3AccessKey: randomBytes(10).toString('hex').toUpperCase(),
    s3SecretKey: randomText(30),
    authSecret: randomText(32),
    grantSecret: randomText(32),
    adminEmail: 'admin@sluice.local',
    adminPassword: randomText(15),
  };
  mkdirSync(dataDir, { recursive: true });
  // Renamed into place: a half-written file would lock the user out of their own data.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
