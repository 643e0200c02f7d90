import { describe, expect, it } from 'vitest';
import { composeEvent } from './compose-event.ts';
import { deadLetterTopic, type EventMessage, eventData, parseEvent, topics } from './events.ts';
import { mediaErrorCodes } from './media-error.ts';
import { sampleFacts } from './testing/sample-facts.ts';

const id = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const attempt = { videoId: id, taskId: id, epoch: 3, workerId: id };
const bound = {
  ...attempt,
  track: '240p',
  key: `${id}/240p/0-3.m4s`,
  sizeBytes: 10,
  sha256: 'a'.repeat(64),
  durationTicks: 40_000,
};
const succeeded = { ...attempt, cpuSeconds: 1.5 };

const samples: { [Type in EventMessage['type']]: readonly Extract<EventMessage, { type: Type }>['data'][] } =
  {
    'video.uploaded': [
      {
        videoId: id,
        bucket: 'sluice-source',
        key: `${id}/source`,
        url: `s3://sluice-source/${id}/source`,
        size: 4,
        etag: 'abc',
        timestamp: '2026-11-21T12:00:00.000Z',
      },
    ],
    'task.progress': [
      { ...attempt, fraction: 0, speed: 0 },
      { ...attempt, fraction: 1, speed: 12.5 },
    ],
    'task.segment-bound': [
      { ...bound, number: 0 },
      { ...bound, number: -1, durationTicks: 0, init: { codecs: 'avc1.64000d', timescale: 10_000 } },
    ],
    'task.succeeded': [
      { ...succeeded, result: { kind: 'probe', facts: sampleFacts() } },
      { ...succeeded, result: { kind: 'probe', facts: sampleFacts({ audio: null, frameCount: null }) } },
      { ...succeeded, result: { kind: 'encode' } },
      { ...succeeded, result: { kind: 'audio', segmentCount: 8 } },
      {
        ...succeeded,
        result: {
          kind: 'stills',
          thumbnailKey: `${id}/still-1-3.jpg`,
          candidateKeys: [`${id}/still-0-3.jpg`, `${id}/still-1-3.jpg`],
          storyboard: null,
        },
      },
      { ...succeeded, result: { kind: 'thumbnail', thumbnailKey: `${id}/chosen-3.jpg` } },
      { ...succeeded, result: { kind: 'verify', faults: [] } },
      { ...succeeded, result: { kind: 'verify', faults: [{ track: '240p', number: -1, reason: 'why' }] } },
    ],
    'task.failed': mediaErrorCodes.map((code) => ({ ...attempt, code, cause: 'media', detail: 'why' })),
    'video.changed': [{ videoId: id, ownerId: id, version: 2 }],
  };
const messages = Object.entries(samples).flatMap(([type, all]) => all.map((data) => ({ type, data })));

function wrap(type: string, data: unknown, over: object = {}): string {
  return JSON.stringify({
    id,
    type,
    version: 1,
    occurredAt: '2026-11-21T12:00:00.000Z',
    traceparent: '00-0193be8b9d05a4c0000000000000abcd-0000000000000001-01',
    data,
    ...over,
  });
}

describe('a message on Kafka', () => {
  it.each(messages)('of type $type is read as it was written', ({ type, data }) => {
    const json = wrap(type, data);
    expect(parseEvent(json)).toEqual(JSON.parse(json));
  });

  it('has a sample of each type of the catalog here', () => {
    expect(Object.keys(samples).sort()).toEqual(Object.keys(eventData).sort());
  });

  it.each(['video.exploded', 'toString', '__proto__', ''])('of the unknown type "%s" is refused', (type) => {
    expect(() => parseEvent(wrap(type, {}))).toThrow();
  });

  it.each(messages)('of type $type without its video is refused', ({ type, data }) => {
    const { videoId: _, ...rest } = data;
    expect(() => parseEvent(wrap(type, rest))).toThrow(/videoId/);
  });

  it.each([
    ['another version', { version: 2 }],
    ['no id', { id: undefined }],
    ['no trace', { traceparent: null }],
    ['an id that is no ULID', { id: '7' }],
    ['a time that is none', { occurredAt: 'yesterday' }],
  ])('with %s is refused', (_, over) => {
    expect(() => parseEvent(wrap('video.changed', samples['video.changed'][0], over))).toThrow();
  });

  it.each(['', '{', 'null', '[]', '"text"'])('that is no envelope (%s) is refused', (json) => {
    expect(() => parseEvent(json)).toThrow();
  });

  it('of an attempt without an epoch is refused: it could not be fenced', () => {
    expect(() =>
      parseEvent(wrap('task.succeeded', { ...succeeded, epoch: 0, result: { kind: 'encode' } })),
    ).toThrow(/epoch/);
  });
});

describe('a composed message', () => {
  const at = new Date('2026-11-21T12:00:00.000Z');
  const compose = (eventId: string) =>
    composeEvent(eventId, at, 'video.changed', { videoId: id, ownerId: id, version: 1 });

  it('is read as it was composed', () => {
    expect(parseEvent(JSON.stringify(compose(id)))).toEqual(compose(id));
  });

  it('carries the one trace of its video, as W3C spells it, with a span of its own', () => {
    const [first, second] = [compose('01KAZX5V3H8T6W2M4N9QRS7BC1'), compose('01KAZX5V3H8T6W2M4N9QRS7BC2')];
    expect(first.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(first.traceparent.split('-')[1]).toBe(second.traceparent.split('-')[1]);
    expect(first.traceparent.split('-')[2]).not.toBe(second.traceparent.split('-')[2]);
  });
});

describe('the topics', () => {
  it('have a dead-letter twin each', () => {
    expect(Object.values(topics).map(deadLetterTopic)).toEqual([
      'video.uploads.dlq',
      'transcode.events.dlq',
      'video.changes.dlq',
      's3.events.dlq',
      'ecs.events.dlq',
    ]);
  });
});
