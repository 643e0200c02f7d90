import type { WebEnv } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import type { MediaSigner } from '../ports/media-signer.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { createCloudfrontMediaSigner } from './cloudfront-media-signer.ts';
import { createS3MediaSigner } from './s3-media-signer.ts';

/** CloudFront where its settings are there, the bucket itself where none is. @throws a sentence for some without the others */
export function createMediaSigner(
  env: Pick<
    WebEnv,
    'CLOUDFRONT_MEDIA_URL' | 'CLOUDFRONT_KEY_ID' | 'CLOUDFRONT_PRIVATE_KEY' | 'S3_MEDIA_BUCKET'
  >,
  store: ObjectStore,
  clock: Clock,
): MediaSigner {
  const {
    CLOUDFRONT_MEDIA_URL: mediaUrl,
    CLOUDFRONT_KEY_ID: keyId,
    CLOUDFRONT_PRIVATE_KEY: privateKey,
  } = env;
  if (mediaUrl && keyId && privateKey)
    return createCloudfrontMediaSigner({ mediaUrl, keyId, privateKey, clock });
  if (mediaUrl || keyId || privateKey)
    throw new Error('CloudFront needs CLOUDFRONT_MEDIA_URL, CLOUDFRONT_KEY_ID and CLOUDFRONT_PRIVATE_KEY.');
  return createS3MediaSigner(store, env.S3_MEDIA_BUCKET);
}
