/** `up -- --demo`: the whole road once, through the public REST API alone, as any other client would take it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { StackSettings } from './env.ts';
import { requireBinary } from './install/binaries.ts';
import { runCommand } from './processes/run-command.ts';
import { webInternalUrl } from './programs/program-env.ts';
import { type Say, step } from './progress.ts';
import type { StackSecrets } from './secrets.ts';

const clipSeconds = 10;
/** Far above what ten seconds of 480p need on a slow machine. */
const patienceSeconds = 300;
const pollMilliseconds = 1000;

const envelopeSchema = z.object({ data: z.unknown() });
const loginSchema = z.object({ accessToken: z.string() });
const uploadSchema = z.object({ uploadUrl: z.string(), videoId: z.string() });
const statusSchema = z.object({
  status: z.string(),
  stage: z.string().nullish(),
  progress: z.number().nullish(),
  error: z.object({ code: z.string(), message: z.string() }).nullish(),
});

export interface DemoContext {
  readonly settings: StackSettings;
  readonly secrets: StackSecrets;
  readonly say: Say;
  readonly signal: AbortSignal;
}

const clipArgs = (file: string): readonly string[] => [
  '-y',
  ...['-f', 'lavfi', '-i', `testsrc2=size=640x480:rate=30:duration=${clipSeconds}`],
  ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${clipSeconds}`],
  ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p'],
  ...['-c:a', 'aac'],
  ...['-movflags', '+faststart'],
  file,
];

/** Returns the link to watch. */
export async function uploadDemo({ settings, secrets, say, signal }: DemoContext): Promise<string> {
  const api = `${webInternalUrl(settings)}/api/v1`;
  let token = '';

  async function call<Data>(
    schema: z.ZodType<Data>,
    method: string,
    route: string,
    body?: unknown,
  ): Promise<Data> {
    const response = await fetch(`${api}${route}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${method} ${route} answered ${response.status}: ${text.slice(0, 500)}`);
    return schema.parse(envelopeSchema.parse(JSON.parse(text)).data);
  }

  const file = path.join(settings.dataDir, 'demo.mp4');
  await step(say, 'Demo clip', () =>
    runCommand({
      name: 'demo-clip',
      command: requireBinary('ffmpeg'),
      args: clipArgs(file),
      cwd: settings.dataDir,
      logDir: path.join(settings.dataDir, 'logs'),
      signal,
    }),
  );
  const { id: videoId } = await step(say, 'Demo upload', async () => {
    const login = { email: secrets.adminEmail, password: secrets.adminPassword };
    token = (await call(loginSchema, 'POST', '/auth/login', login)).accessToken;
    const bytes = readFileSync(file);
    const upload = await call(uploadSchema, 'POST', '/videos/upload-url', {
      filename: 'demo.mp4',
      fileSize: bytes.length,
      contentType: 'video/mp4',
      title: 'Demo',
      visibility: 'public',
    });
    const put = await fetch(upload.uploadUrl, {
      method: 'PUT',
      headers: { 'content-type': 'video/mp4' },
      body: bytes,
      signal,
    });
    if (!put.ok)
      throw new Error(
        `The object store refused the demo clip: ${put.status} ${(await put.text()).slice(0, 500)}`,
      );
    await call(z.unknown(), 'POST', `/videos/${upload.videoId}/confirm`);
    return { id: upload.videoId };
  });
  await step(say, 'Demo transcoding', async () => {
    const deadline = performance.now() + patienceSeconds * 1000;
    for (;;) {
      const now = await call(statusSchema, 'GET', `/videos/${videoId}/status`);
      if (now.status === 'ready') return;
      if (now.error) throw new Error(`The demo video failed: ${now.error.code}: ${now.error.message}`);
      if (now.status === 'failed') throw new Error('The demo video failed without a reason.');
      if (performance.now() > deadline) {
        throw new Error(
          `The demo video is still ${now.status} (${now.stage ?? 'no stage'}) after ${patienceSeconds} s.`,
        );
      }
      await delay(pollMilliseconds, undefined, { signal });
    }
  });
  return `${settings.publicUrl}/watch/${videoId}`;
}
