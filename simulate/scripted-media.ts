import { createHash } from 'node:crypto';
import type { EventData } from '../src/lib/domain/events.ts';
import { framesInSegment } from '../src/lib/domain/grid.ts';
import { INIT_SEGMENT, initKey, segmentKey } from '../src/lib/domain/object-keys.ts';
import type { SourceFacts } from '../src/lib/domain/source-facts.ts';
import { sampleFacts } from '../src/lib/domain/testing/sample-facts.ts';
import type { LeasedTaskOf } from '../src/lib/domain/worker-protocol.ts';
import type { Random } from './random.ts';

type Bound = Pick<
  EventData<'task.segment-bound'>,
  'track' | 'number' | 'key' | 'sizeBytes' | 'sha256' | 'durationTicks' | 'init'
>;

/** A file that a worker stores, and what it tells of it. */
export interface Made {
  readonly body: string;
  readonly bound: Bound;
}

const FRAME_RATE = 25;
const AUDIO_TIMESCALE = 48_000;
export const AUDIO_SEGMENTS = 2;

/** A short source of one rung or two, with sound or without. */
export function drawFacts(random: Random, hasKeyframes: boolean): SourceFacts {
  const seconds = random.pick([4, 7, 12]);
  const [width, height] = random.pick([
    [426, 240],
    [640, 360],
  ]);
  const facts = sampleFacts({
    durationSeconds: seconds,
    frameCount: seconds * FRAME_RATE,
    video: {
      width,
      height,
      codedWidth: width,
      codedHeight: height,
      keyframeInterval: hasKeyframes ? 100 : null,
    },
  });
  return random.chance(0.5) ? facts : { ...facts, audio: null };
}

type EncodeTask = Pick<LeasedTaskOf<'encode'>, 'videoId' | 'epoch' | 'plan'>;

function makeInit({ videoId }: EncodeTask, track: string, body: string, init: Bound['init']): Made {
  const sha256 = sha256Of(body);
  const key = initKey(videoId, track, sha256);
  return {
    body,
    bound: { track, number: INIT_SEGMENT, key, sizeBytes: body.length, sha256, durationTicks: 0, init },
  };
}

/** The init of a rung: the same of each of its chunks, and another one when the rung is a copy. */
export function makeRungInit(task: EncodeTask, track: string): Made {
  const { via = 'encode' } = task.plan.rungs.find(({ name }) => name === track) ?? {};
  const codecs = via === 'copy' ? 'avc1.4d401e' : 'avc1.64001e';
  return makeInit(task, track, `init of ${track} by ${via}`, { codecs, timescale: task.plan.grid.timescale });
}

export function makeAudioInit(task: EncodeTask): Made {
  return makeInit(task, 'audio', 'init of audio', { codecs: 'mp4a.40.2', timescale: AUDIO_TIMESCALE });
}

/** A media segment. Two attempts make different bytes of it, as encoders do. */
export function makeSegment(task: EncodeTask, track: string, number: number): Made {
  const body = `${task.videoId} ${track} ${number} by attempt ${task.epoch}`;
  const { grid } = task.plan;
  const durationTicks =
    track === 'audio' ? AUDIO_TIMESCALE : framesInSegment(grid, number) * grid.ticksPerFrame;
  const key = segmentKey(task.videoId, track, number, task.epoch);
  return {
    body,
    bound: { track, number, key, sizeBytes: body.length, sha256: sha256Of(body), durationTicks },
  };
}

export function sha256Of(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
