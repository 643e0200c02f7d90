import { createPrivateKey, sign } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';
import type { MediaSigner } from '../ports/media-signer.ts';

export interface CloudfrontSettings {
  /** What stands before an object's key, such as https://video.example.com/cdn. */
  readonly mediaUrl: string;
  /** CloudFront's id of the public key. */
  readonly keyId: string;
  /** RSA, in PEM. */
  readonly privateKey: string;
  readonly clock: Clock;
}

/** Base64 in characters that a query string takes, in CloudFront's own choice of them. */
const urlSafe = (bytes: Buffer): string =>
  bytes.toString('base64').replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~');

/**
 * From CloudFront's edge, which keeps an object for all viewers and asks of each for a signature (canned policy):
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 * An address for each object rather than cookies for all: a decision of the gate ends with its minute.
 * @throws when the key is none
 */
export function createCloudfrontMediaSigner({
  mediaUrl,
  keyId,
  privateKey,
  clock,
}: CloudfrontSettings): MediaSigner {
  const key = createPrivateKey(privateKey);
  return {
    async signGet(objectKey, expiresSeconds) {
      const url = `${mediaUrl}/${objectKey}`;
      const expires = Math.floor(clock.now().getTime() / 1000) + expiresSeconds;
      const policy = `{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
      // SHA-1 is what CloudFront takes for canned policies.
      const signature = urlSafe(sign('sha1', Buffer.from(policy), key));
      return `${url}?Expires=${expires}&Signature=${signature}&Key-Pair-Id=${keyId}`;
    },
  };
}
