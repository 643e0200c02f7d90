/** One video from its upload to its end, as its owner lives it. */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type Status, statusShape } from '../../tests/support/rest-shapes.ts';
import type { Clip } from './clips.ts';
import type { PatientClient } from './patient-client.ts';
import { type Door, uploadClip } from './upload.ts';

export interface Life {
  readonly clip: Clip;
  readonly videoId: string;
  readonly status: string;
  readonly errorCode: string | null;
  /** Reasons for which the owner had to press "retry". */
  readonly retriedFor: readonly string[];
  /** From the answer to `complete` to the end. */
  readonly seconds: number;
}

const endings = ['ready', 'failed', 'cancelled', 'deleted'];
const POLL_MS = 400;
/** A video that fails so often does not fail by chance. */
const MAX_RETRIES = 3;

async function waitForEnd(client: PatientClient, videoId: string, signal: AbortSignal): Promise<Status> {
  for (;;) {
    const status = await client.call('GET', `/videos/${videoId}/status`, statusShape);
    if (endings.includes(status.status) || signal.aborted) return status;
    await delay(POLL_MS);
  }
}

/** @param signal ends the wait: the life is then told as it stands */
export async function live(
  client: PatientClient,
  clip: Clip,
  door: Door,
  signal: AbortSignal,
): Promise<Life> {
  const videoId = await uploadClip(client, clip, door);
  const began = performance.now();
  const retriedFor: string[] = [];
  let status = await waitForEnd(client, videoId, signal);
  while (status.status === 'failed' && clip.mustFailWith.length === 0 && retriedFor.length < MAX_RETRIES) {
    retriedFor.push(`${status.error?.code} (${status.error?.stage})`);
    await client.call('POST', `/videos/${videoId}/retry`, z.unknown());
    status = await waitForEnd(client, videoId, signal);
  }
  const seconds = (performance.now() - began) / 1000;
  return { clip, videoId, status: status.status, errorCode: status.error?.code ?? null, retriedFor, seconds };
}
