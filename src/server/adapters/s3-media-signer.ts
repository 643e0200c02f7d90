import type { MediaSigner } from '../ports/media-signer.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/** Straight from the bucket, by its own signed addresses. */
export const createS3MediaSigner = (store: ObjectStore, bucket: string): MediaSigner => ({
  signGet: (key, expiresSeconds) => store.signGet({ bucket, key }, expiresSeconds),
});
