/** The local stack keeps what its users build on: the same topics, buckets and doors as on AWS, and nothing open. */
import { HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Kafka, logLevel } from 'kafkajs';
import mysql from 'mysql2/promise';
import { expect, it } from 'vitest';
import { controlProcess, sharedStack } from '../shared-stack.ts';

const { env, url } = sharedStack();
const value = (name: string): string => env[name] ?? '';
const kafka = new Kafka({ brokers: [value('KAFKA_BROKERS')], logLevel: logLevel.NOTHING });
const s3 = new S3Client({
  endpoint: value('S3_ENDPOINT'),
  region: value('S3_REGION'),
  forcePathStyle: true,
  credentials: {
    accessKeyId: value('S3_ACCESS_KEY_ID'),
    secretAccessKey: value('S3_SECRET_ACCESS_KEY'),
  },
});

it('has every topic with its dead-letter queue, and makes none by accident', async () => {
  const admin = kafka.admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata();
  const partitions = Object.fromEntries(topics.map((topic) => [topic.name, topic.partitions.length]));
  expect(partitions).toMatchObject({
    'video.uploads': 6,
    'video.uploads.dlq': 1,
    'transcode.events': 6,
    'transcode.events.dlq': 1,
    'video.changes': 6,
    'video.changes.dlq': 1,
    's3.events': 1,
    's3.events.dlq': 1,
    'ecs.events': 1,
    'ecs.events.dlq': 1,
  });
  await expect(admin.fetchTopicMetadata({ topics: ['video.upload'] })).rejects.toThrow();
  await admin.disconnect();
});

it('keeps both buckets closed to strangers', async () => {
  for (const bucket of [value('S3_SOURCE_BUCKET'), value('S3_MEDIA_BUCKET')]) {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    expect((await fetch(`${value('S3_ENDPOINT')}/${bucket}/any`)).status).toBe(403);
  }
});

it('lets the page send parts and read their ETag, and no other origin', async () => {
  const preflight = (origin: string) =>
    fetch(`${value('S3_ENDPOINT')}/${value('S3_SOURCE_BUCKET')}/any`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
  const ours = await preflight(new URL(url).origin);
  expect(ours.headers.get('access-control-allow-origin')).toBe(new URL(url).origin);
  expect(ours.headers.get('access-control-expose-headers')).toContain('ETag');
  expect((await preflight('http://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
});

it('refuses a database root without password', async () => {
  const { hostname, port } = new URL(value('DATABASE_URL'));
  const connect = mysql.createConnection({ host: hostname, port: Number(port), user: 'root' });
  await expect(connect).rejects.toThrow(/Access denied/);
});

it('brings a killed S3 server back, and its events still reach Kafka', async () => {
  const before = await controlProcess('versitygw', 'identity');
  await controlProcess('versitygw', 'kill');
  await expect.poll(() => controlProcess('versitygw', 'identity'), { timeout: 20_000 }).not.toBe(before);
  const isUp = async () => (await fetch(`${value('S3_ENDPOINT')}/health`)).ok;
  await expect.poll(() => isUp().catch(() => false), { timeout: 20_000 }).toBe(true);

  const key = `contract/${Date.now()}`;
  const consumer = kafka.consumer({ groupId: key });
  await consumer.connect();
  await consumer.subscribe({ topic: 's3.events', fromBeginning: true });
  const seen: string[] = [];
  await consumer.run({
    eachMessage: async ({ message }) => {
      seen.push(decodeURIComponent(message.value?.toString() ?? ''));
    },
  });
  await s3.send(new PutObjectCommand({ Bucket: value('S3_SOURCE_BUCKET'), Key: key, Body: 'x' }));
  await expect.poll(() => seen.some((event) => event.includes(key)), { timeout: 20_000 }).toBe(true);
  await consumer.disconnect();
});
