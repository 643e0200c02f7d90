import { z } from 'zod';

/** The part of AWS's event record that we read: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const record = z.object({
  eventName: z.string(),
  s3: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), size: z.number().optional(), eTag: z.string().optional() }),
  }),
});

export interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly etag: string;
}

/**
 * Objects that a notification says were created. Other messages (S3 sends a test event first) and
 * records without a readable key, size or ETag are none.
 */
export function parseObjectCreated(json: string): readonly ObjectCreated[] {
  const message = z.object({ Records: z.array(z.unknown()).optional() }).parse(JSON.parse(json));
  return (message.Records ?? []).flatMap((candidate) => {
    const { success, data } = record.safeParse(candidate);
    if (!success || !/ObjectCreated/.test(data.eventName)) return [];
    const { key, size, eTag } = data.s3.object;
    if (key === '' || size === undefined || !eTag) return [];
    const plain = decodeKey(key);
    if (plain === undefined) return [];
    return [{ bucket: data.s3.bucket.name, key: plain, sizeBytes: size, etag: eTag.replaceAll('"', '') }];
  });
}

/** Keys are form-encoded in events: a space is a plus. What is no encoding can not be one of our keys. */
function decodeKey(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    // Thrown on, it would take the other records of the message along to the dead letters.
    return undefined;
  }
}
