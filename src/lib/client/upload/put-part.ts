import { offline, ProblemError } from '../problem.ts';

/** A line that moves no byte for this long is dead; the browser alone would wait for minutes. */
const STALL_MS = 45_000;

/** The storage answered, and did not take the part. */
export class PartRefused extends ProblemError {
  readonly status: number;
  /** S3's own word for it, such as `BadDigest`; empty when it gave none. */
  readonly storageCode: string;

  constructor(status: number, storageCode = '') {
    super({
      code: 'UPLOAD_FAILED',
      sentence: 'The storage did not accept a part of the file. Try again.',
      details: { status, storageCode },
    });
    this.name = 'PartRefused';
    this.status = status;
    this.storageCode = storageCode;
  }
}

interface PutOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

export type PutPart = (url: string, body: Blob, options: PutOptions) => Promise<void>;

/** XMLHttpRequest, because fetch does not tell how far an upload has come. */
export const putPart: PutPart = (url, body, { headers = {}, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let watchdog = setTimeout(stop, STALL_MS);
    const settle = (finish: () => void) => {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', stop);
      finish();
    };
    request.upload.onprogress = (event) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, STALL_MS);
      onProgress(event.loaded);
    };
    request.onload = () => {
      const isTaken = request.status >= 200 && request.status < 300;
      const [, storageCode] = /<Code>(\w+)<\/Code>/.exec(request.responseText) ?? [];
      settle(() => (isTaken ? resolve() : reject(new PartRefused(request.status, storageCode))));
    };
    request.onerror = () => settle(() => reject(new ProblemError(offline)));
    request.onabort = () => settle(() => reject(signal.aborted ? signal.reason : new ProblemError(offline)));
    signal.addEventListener('abort', stop, { once: true });
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
  });
