import type { IncomingMessage } from 'node:http';
import type { Wish } from './granted.ts';

/**
 * Which rights S3 asks for, of one request by path (`/bucket/key?…`):
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @param nameOf `source` or `media`, by the bucket's name
 */
export function wishesOf(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  nameOf: (bucket: string) => string,
): readonly Wish[] {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://s3');
  const [, bucket = '', ...rest] = decodeURIComponent(pathname).split('/');
  const key = rest.join('/');
  const resource = key ? `${nameOf(bucket)} bucket /${key}` : `${nameOf(bucket)} bucket`;
  if (!key)
    return [{ action: bucketAction(request.method, query), resource: bucketResource(query, resource) }];
  const tags = request.headers['x-amz-tagging'] ? ['s3:PutObjectTagging'] : [];
  return [objectAction(request.method, query), ...tags].map((action) => ({ action, resource }));
}

/** DeleteObjects is asked of the bucket, and judged by its objects. */
const bucketResource = (query: URLSearchParams, resource: string): string =>
  query.has('delete') ? `${resource} /any` : resource;

function bucketAction(method: string | undefined, query: URLSearchParams): string {
  if (query.has('delete')) return 's3:DeleteObject';
  if (query.has('uploads')) return 's3:ListBucketMultipartUploads';
  if (method === 'HEAD' || method === 'GET') return 's3:ListBucket';
  // A form: POST to the bucket.
  return 's3:PutObject';
}

function objectAction(method: string | undefined, query: URLSearchParams): string {
  if (method === 'GET' && query.has('uploadId')) return 's3:ListMultipartUploadParts';
  if (method === 'GET' || method === 'HEAD') return 's3:GetObject';
  if (method === 'DELETE') return query.has('uploadId') ? 's3:AbortMultipartUpload' : 's3:DeleteObject';
  return query.has('tagging') ? 's3:PutObjectTagging' : 's3:PutObject';
}
