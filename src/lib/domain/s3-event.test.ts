import { describe, expect, it } from 'vitest';
import { parseObjectCreated } from './s3-event.ts';

const record = (over: { eventName?: string; object?: object } = {}) => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'us-east-1',
  eventTime: '2026-11-21T12:00:00.000Z',
  eventName: 'ObjectCreated:CompleteMultipartUpload',
  ...over,
  s3: {
    s3SchemaVersion: '1.0',
    bucket: { name: 'sluice-source', arn: 'arn:aws:s3:::sluice-source' },
    object: {
      key: 'V/source',
      size: 1024,
      eTag: 'd41d8cd98f00b204e9800998ecf8427e-2',
      sequencer: '0A',
      ...over.object,
    },
  },
});
const read = (...records: readonly unknown[]) => parseObjectCreated(JSON.stringify({ Records: records }));

describe('a notification of S3', () => {
  it.each([
    'ObjectCreated:Put',
    'ObjectCreated:Post',
    'ObjectCreated:CompleteMultipartUpload',
    's3:ObjectCreated:Put',
  ])('%s tells bucket, key, size and ETag', (eventName) => {
    expect(read(record({ eventName }))).toEqual([
      {
        bucket: 'sluice-source',
        key: 'V/source',
        sizeBytes: 1024,
        etag: 'd41d8cd98f00b204e9800998ecf8427e-2',
      },
    ]);
  });

  it('may hold several records', () => {
    const keys = read(record({ object: { key: 'a' } }), record({ object: { key: 'b' } })).map(
      ({ key }) => key,
    );
    expect(keys).toEqual(['a', 'b']);
  });

  it.each([
    ['a+b', 'a b'],
    ['a%2Bb', 'a+b'],
    ['V%2Fsource', 'V/source'],
    ['%C3%A9t%C3%A9+1.mp4', 'été 1.mp4'],
  ])('spells the key %s as %s', (encoded, key) => {
    expect(read(record({ object: { key: encoded } }))[0]?.key).toBe(key);
  });

  it('has its ETag without quotes', () => {
    expect(read(record({ object: { eTag: '"abc"' } }))[0]?.etag).toBe('abc');
  });

  it('of an empty object is one all the same', () => {
    expect(read(record({ object: { size: 0 } }))).toHaveLength(1);
  });

  it.each([
    ['the empty key of a POST to versitygw', { key: '' }],
    ['no size', { size: undefined }],
    ['no ETag', { eTag: undefined }],
    ['an empty ETag', { eTag: '' }],
    ['a key that is no encoding', { key: '100%' }],
  ])('with %s tells nothing, and keeps no other record back', (_, object) => {
    expect(read(record({ object }), record())).toHaveLength(1);
  });

  it('of a removal tells nothing', () => {
    expect(read(record({ eventName: 'ObjectRemoved:Delete' }))).toEqual([]);
  });

  it('that is the test event of AWS or versitygw tells nothing', () => {
    const event = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Bucket: 'sluice-source',
      Time: '2026-11-21T12:00:00Z',
    };
    expect(parseObjectCreated(JSON.stringify(event))).toEqual([]);
    expect(parseObjectCreated(JSON.stringify({ ...event, Records: [] }))).toEqual([]);
  });

  it.each(['', '{', '"text"', '{"Records":7}'])('that is none (%s) is refused', (json) => {
    expect(() => parseObjectCreated(json)).toThrow();
  });
});
