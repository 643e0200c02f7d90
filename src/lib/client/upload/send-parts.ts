import { type PartPlan, partBytes } from '#lib/domain/multipart.ts';
import type { PartUrls } from './part-urls.ts';
import { attemptsAt } from './patience.ts';
import { PartRefused, type PutPart } from './put-part.ts';
import { type RetryTools, withRetries } from './retry.ts';

/** Fills a line that one connection does not, and leaves two of the browser's six to the rest of the page. */
const LANES = 4;

export interface SendOptions {
  readonly file: Blob;
  readonly plan: PartPlan;
  readonly partNumbers: readonly number[];
  readonly urls: PartUrls;
  readonly put: PutPart;
  readonly retryTools: RetryTools;
  readonly signal: AbortSignal;
  /** Bytes of these parts sent so far; smaller than before when a part starts over. */
  onProgress(sentBytes: number): void;
}

/** Sends the parts in `LANES` parallel lanes. The first part that fails for good stops all lanes. */
export async function sendParts(options: SendOptions): Promise<void> {
  const { file, plan, urls, retryTools } = options;
  const stopLanes = new AbortController();
  const signal = AbortSignal.any([options.signal, stopLanes.signal]);
  const queue = [...options.partNumbers];
  const sent = new Map<number, number>();

  function report(partNumber: number, bytes: number): void {
    sent.set(partNumber, bytes);
    options.onProgress([...sent.values()].reduce((sum, part) => sum + part, 0));
  }

  async function send(partNumber: number): Promise<void> {
    const start = (partNumber - 1) * plan.partSize;
    const length = partBytes(file.size, plan, partNumber);
    const bytes = file.slice(start, start + length);
    const attempt = async () => {
      const onProgress = (loaded: number) => report(partNumber, Math.min(loaded, length));
      try {
        await options.put(await urls.of(partNumber), bytes, { signal, onProgress });
      } catch (error) {
        report(partNumber, 0);
        if (error instanceof PartRefused) urls.discard(partNumber);
        throw error;
      }
    };
    await withRetries(attempt, attemptsAt, retryTools, signal);
    report(partNumber, length);
  }

  async function drive(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await send(next);
  }

  try {
    await Promise.all(Array.from({ length: LANES }, drive));
  } catch (error) {
    stopLanes.abort();
    throw error;
  }
}
