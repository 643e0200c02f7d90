/**
 * A whole client of Sluice in one file, with nothing but fetch: signs in, uploads a file in parts, waits until it can be
 * watched and prints the link. Node 22.18 or newer runs it as it is:
 *
 *   SLUICE_URL=http://localhost:3000 SLUICE_KEY=slk_… node examples/upload-video.ts walk.mp4
 *
 * The key needs the scopes uploads:write and videos:read. Without one: SLUICE_EMAIL and SLUICE_PASSWORD.
 */
import { openAsBlob } from 'node:fs';
import path from 'node:path';

interface Upload {
  readonly uploadId: string;
  readonly videoId: string;
  readonly partSize: number;
  readonly partCount: number;
}
interface SignedPart {
  readonly partNumber: number;
  readonly url: string;
}
interface Status {
  readonly status: 'uploading' | 'queued' | 'processing' | 'ready' | 'failed' | 'cancelled' | 'deleted';
  readonly playable: boolean;
  readonly progress: number;
  readonly message: string;
}
type Envelope<Data> =
  | { readonly success: true; readonly data: Data }
  | { readonly success: false; readonly error: { readonly code: string; readonly message: string } };

/** Several parts at a time fill a line that one alone does not. */
const LANES = 4;
const TRIES = 5;
const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

class Sluice {
  readonly #url: string;
  #token = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** A program's way in: nothing to renew, and its owner can revoke it. */
  setKey(key: string): void {
    this.#token = key;
  }

  /** A person's way in; the token lives for 15 minutes. */
  async signIn(email: string, password: string): Promise<void> {
    const { accessToken } = await this.call<{ accessToken: string }>('POST', '/auth/login', {
      email,
      password,
    });
    this.#token = accessToken;
  }

  /** Answers the `data` of the envelope; a refusal is an Error that names its code. */
  async call<Data>(method: 'GET' | 'POST', route: string, body?: object): Promise<Data> {
    const answer = await fetch(`${this.#url}/api/v1${route}`, {
      method,
      headers: {
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const envelope = (await answer.json()) as Envelope<Data>;
    if (!envelope.success) throw new Error(`${envelope.error.code}: ${envelope.error.message}`);
    return envelope.data;
  }

  /** Sends one part. Whatever goes wrong, the same bytes may be sent again under a fresh signature. */
  async #sendPart(upload: Upload, file: Blob, partNumber: number): Promise<void> {
    const start = (partNumber - 1) * upload.partSize;
    const bytes = file.slice(start, start + upload.partSize);
    for (let tries = 1; ; tries++) {
      const { parts } = await this.call<{ parts: SignedPart[] }>(
        'POST',
        `/uploads/${upload.uploadId}/parts`,
        {
          partNumbers: [partNumber],
        },
      );
      const answer = await fetch(parts[0]?.url ?? '', { method: 'PUT', body: bytes }).catch(() => undefined);
      if (answer?.ok) return;
      if (tries === TRIES)
        throw new Error(`part ${partNumber} could not be sent (${answer?.status ?? 'no answer'})`);
      await wait(2 ** tries * (0.5 + Math.random() / 2));
    }
  }

  /** Answers the video's id once all bytes are stored. */
  async upload(file: Blob, filename: string): Promise<string> {
    const contentType = filename.endsWith('.mov') ? 'video/quicktime' : 'video/mp4';
    const declared = { filename, fileSize: file.size, contentType, visibility: 'unlisted' };
    const upload = await this.call<Upload>('POST', '/uploads', declared);
    const waiting = Array.from({ length: upload.partCount }, (_, at) => at + 1);
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        await this.#sendPart(upload, file, next);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await this.call('POST', `/uploads/${upload.uploadId}/complete`);
    return upload.videoId;
  }

  /** Playable comes long before ready. */
  async waitUntilPlayable(videoId: string): Promise<void> {
    for (;;) {
      const { status, playable, message } = await this.call<Status>('GET', `/videos/${videoId}/status`);
      if (playable) return;
      if (['failed', 'cancelled', 'deleted'].includes(status))
        throw new Error(`The video is ${status}: ${message}`);
      await wait(1);
    }
  }
}

const { SLUICE_URL = 'http://localhost:3000', SLUICE_KEY, SLUICE_EMAIL, SLUICE_PASSWORD } = process.env;
const [name] = process.argv.slice(2);
if (!name) throw new Error('Name a file.');
const sluice = new Sluice(SLUICE_URL);
if (SLUICE_KEY) sluice.setKey(SLUICE_KEY);
else await sluice.signIn(SLUICE_EMAIL ?? '', SLUICE_PASSWORD ?? '');
const videoId = await sluice.upload(await openAsBlob(name), path.basename(name));
await sluice.waitUntilPlayable(videoId);
process.stdout.write(`${SLUICE_URL}/watch/${videoId}\n`);
