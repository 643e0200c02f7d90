/** One upload through either door, brought to its end whatever dies on the way. */
import { readFile } from 'node:fs/promises';
import {
  arrivalShape,
  confirmShape,
  signedPartsShape,
  uploadShape,
  uploadUrlShape,
} from '../../tests/support/rest-shapes.ts';
import type { Clip } from './clips.ts';
import { type PatientClient, Refused } from './patient-client.ts';

export type Door = 'multipart' | 'put';

/** The store may have lost what it had not yet written when it died: then bytes are sent again. */
const MAX_ROUNDS = 10;

/** @returns the video's id, once `complete` or `confirm` has answered */
export async function uploadClip(client: PatientClient, clip: Clip, door: Door): Promise<string> {
  const bytes = new Uint8Array(await readFile(clip.file));
  const declared = { filename: clip.name, fileSize: bytes.length, contentType: clip.contentType };
  return door === 'multipart' ? byParts(client, bytes, declared) : byPut(client, bytes, declared);
}

type Declared = Pick<Clip, 'contentType'> & { readonly filename: string; readonly fileSize: number };

async function byParts(client: PatientClient, bytes: Uint8Array<ArrayBuffer>, declared: Declared) {
  const { uploadId, videoId, partSize, partCount } = await client.call(
    'POST',
    '/uploads',
    uploadShape,
    declared,
  );
  return inRounds(videoId, async () => {
    for (let partNumber = 1; partNumber <= partCount; partNumber++) {
      const asked = { partNumbers: [partNumber] };
      const { parts } = await client.call('POST', `/uploads/${uploadId}/parts`, signedPartsShape, asked);
      const piece = bytes.subarray((partNumber - 1) * partSize, partNumber * partSize);
      await client.put(parts[0]?.url ?? '', piece);
    }
    await client.call('POST', `/uploads/${uploadId}/complete`, arrivalShape);
  });
}

async function byPut(client: PatientClient, bytes: Uint8Array<ArrayBuffer>, declared: Declared) {
  const { uploadUrl, videoId } = await client.call('POST', '/videos/upload-url', uploadUrlShape, declared);
  return inRounds(videoId, async () => {
    await client.put(uploadUrl, bytes, declared.contentType);
    await client.call('POST', `/videos/${videoId}/confirm`, confirmShape);
  });
}

async function inRounds(videoId: string, round: () => Promise<void>): Promise<string> {
  for (let rounds = 1; ; rounds++) {
    try {
      await round();
      return videoId;
    } catch (error) {
      const isMissing = error instanceof Refused && (error.code === 'UPLOAD_INCOMPLETE' || error.code === '');
      // A `complete` whose answer was lost has closed it: the next one says so again and again.
      if (error instanceof Refused && error.code === 'UPLOAD_CLOSED') return videoId;
      if (!isMissing || rounds === MAX_ROUNDS) throw error;
    }
  }
}
