import { type PartPlan, partBytes } from '#lib/domain/multipart.ts';
import { createLanes } from './lanes.ts';
import { readPart } from './part-body.ts';
import { attemptsAt } from './patience.ts';
import type { PutPart } from './put-part.ts';
import { type RetryTools, withRetries } from './retry.ts';
import type { SignedPart } from './upload-api.ts';

export interface SendOptions {
  readonly file: Blob;
  readonly plan: PartPlan;
  readonly partNumbers: readonly number[];
  /** Asked anew at each attempt: a URL that has run out is never met twice. */
  sign(partNumber: number, sha256: string | undefined): Promise<SignedPart>;
  readonly put: PutPart;
  readonly retryTools: RetryTools;
  readonly signal: AbortSignal;
  nowMs(): number;
  /** Bytes of these parts sent so far; smaller than before when a part starts over. */
  onProgress(sentBytes: number): void;
}

/** Sends the parts, several at once. The first one that fails for good stops all. */
export async function sendParts(options: SendOptions): Promise<void> {
  const { file, plan, retryTools, nowMs } = options;
  const stopAll = new AbortController();
  const signal = AbortSignal.any([options.signal, stopAll.signal]);
  const queue = [...options.partNumbers];
  const lanes = createLanes(plan.partSize);
  const underWay = new Map<number, number>();
  let arrivedBytes = 0;

  const report = () =>
    options.onProgress([...underWay.values()].reduce((sum, bytes) => sum + bytes, arrivedBytes));

  async function attempt(partNumber: number, length: number): Promise<void> {
    const start = (partNumber - 1) * plan.partSize;
    const { body, sha256 } = await readPart(file, plan.partSize, start, length);
    const { url, headers = {} } = await options.sign(partNumber, sha256);
    const began = nowMs();
    const onProgress = (loaded: number) => {
      underWay.set(partNumber, Math.min(loaded, length));
      report();
    };
    await options.put(url, body, { headers, signal, onProgress });
    lanes.passed(nowMs() - began);
  }

  async function send(partNumber: number): Promise<void> {
    const length = partBytes(file.size, plan, partNumber);
    const attemptOnce = async () => {
      try {
        await attempt(partNumber, length);
      } catch (error) {
        lanes.stumbled();
        if (underWay.delete(partNumber)) report();
        throw error;
      }
    };
    await withRetries(attemptOnce, attemptsAt, retryTools, signal);
    underWay.delete(partNumber);
    arrivedBytes += length;
    report();
  }

  const sending = new Set<Promise<void>>();
  try {
    while (queue.length > 0 || sending.size > 0) {
      signal.throwIfAborted();
      while (sending.size < lanes.limit()) {
        const next = queue.shift();
        if (next === undefined) break;
        const part: Promise<void> = send(next).finally(() => sending.delete(part));
        sending.add(part);
      }
      await Promise.race(sending);
    }
  } catch (error) {
    stopAll.abort();
    // What is still on its way ends now, and with it the last word about progress.
    await Promise.allSettled(sending);
    throw error;
  }
}
