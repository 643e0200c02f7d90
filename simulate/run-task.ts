import type { EventData, SegmentFault } from '../src/lib/domain/events.ts';
import { INIT_SEGMENT, stillKey } from '../src/lib/domain/object-keys.ts';
import type { LeasedTask, LeasedTaskOf } from '../src/lib/domain/worker-protocol.ts';
import type { Program } from './program.ts';
import {
  AUDIO_SEGMENTS,
  type Made,
  makeAudioInit,
  makeRungInit,
  makeSegment,
  sha256Of,
} from './scripted-media.ts';
import type { World } from './world.ts';

export type Result = EventData<'task.succeeded'>['result'];

/** How an attempt ends that does not succeed. */
export class TaskFailed extends Error {
  readonly end: Pick<EventData<'task.failed'>, 'code' | 'cause'>;

  constructor(end: TaskFailed['end']) {
    super(end.cause);
    this.end = end;
  }
}

export interface TaskHands {
  readonly world: World;
  readonly program: Program;
  /** Throws when the lease has ended: nothing more is to be done. */
  check(): void;
  tellBound(made: Made): Promise<void>;
}

/** What the real worker does of a task, without the media: the same objects, facts and ends in the same order. */
export async function runTask(task: LeasedTask, hands: TaskHands): Promise<Result> {
  const { world, program } = hands;
  await program.sleep(world.chance.between(50, 1_500));
  hands.check();
  mayFail(world);
  switch (task.kind) {
    case 'probe':
      return probe(task, hands);
    case 'content':
      return { kind: 'content', content: { rungs: [], copy: copyOf(task) } };
    case 'encode':
      return encode(task, hands);
    case 'audio':
      return encodeSound(task, hands);
    case 'stills': {
      const key = stillKey(task.videoId, 0, task.epoch);
      await store(hands, key, 'a picture');
      return { kind: 'stills', thumbnailKey: key, candidateKeys: [key], storyboard: null };
    }
    case 'thumbnail':
      throw new Error('nobody asks for a thumbnail here');
    case 'verify':
      return verify(task, hands);
  }
}

/** Of short media two or three things go wrong at most before its owner would notice. */
function mayFail(world: World): void {
  const { ffmpegError, outOfMemory } = world.weather();
  if (world.chance.chance(ffmpegError)) throw new TaskFailed({ code: 'TRANSCODE_FAILED', cause: 'ffmpeg' });
  if (world.chance.chance(outOfMemory))
    throw new TaskFailed({ code: 'OUT_OF_MEMORY', cause: 'out-of-memory' });
}

function probe(task: LeasedTaskOf<'probe'>, { world }: TaskHands): Result {
  const script = world.scripts.get(task.videoId);
  if (!script) throw new Error(`nobody uploaded ${task.videoId}`);
  const source = world.store.get(task.source);
  if (!source) throw new TaskFailed({ code: 'SOURCE_MISSING', cause: 'media' });
  if (source.etag !== task.source.etag) throw new TaskFailed({ code: 'SOURCE_CHANGED', cause: 'media' });
  if (script.isRubbish) throw new TaskFailed({ code: 'UNSUPPORTED_MEDIA', cause: 'media' });
  return { kind: 'probe', facts: script.facts };
}

function copyOf({ plan }: LeasedTaskOf<'content'>) {
  return plan.content?.copy ? { rung: plan.content.copy, averageBps: 500_000, reorderFrames: 2 } : null;
}

async function encode(task: LeasedTaskOf<'encode'>, hands: TaskHands): Promise<Result> {
  for (let number = task.firstSegment; number < task.firstSegment + task.segmentCount; number++) {
    const missing = task.rungs.filter((rung) => !task.bound[rung]?.includes(number));
    if (missing.length === 0) continue;
    await work(hands);
    for (const rung of missing) {
      await deliver(hands, makeRungInit(task, rung));
      await deliver(hands, makeSegment(task, rung, number));
    }
  }
  return { kind: 'encode' };
}

async function encodeSound(task: LeasedTaskOf<'audio'>, hands: TaskHands): Promise<Result> {
  await deliver(hands, makeAudioInit(task));
  for (let number = 0; number < AUDIO_SEGMENTS; number++) {
    if (task.bound.includes(number)) continue;
    await work(hands);
    await deliver(hands, makeSegment(task, 'audio', number));
  }
  return { kind: 'audio', segmentCount: AUDIO_SEGMENTS };
}

/** Reads back what is bound, and believes the store alone. */
async function verify(task: LeasedTaskOf<'verify'>, hands: TaskHands): Promise<Result> {
  const faults: SegmentFault[] = [];
  for (const { track, segmentCount, objects } of task.tracks) {
    const numbers = new Set(objects.map(({ number }) => number));
    for (let number = INIT_SEGMENT; number < segmentCount; number++)
      if (!numbers.has(number)) faults.push({ track, number, reason: 'is not bound' });
    for (const { number, key, sha256 } of objects) {
      const kept = hands.world.store.get({ bucket: task.mediaBucket, key });
      if (!kept || sha256Of(kept.body) !== sha256)
        faults.push({ track, number, reason: 'is not what was bound' });
    }
  }
  return { kind: 'verify', faults };
}

async function work({ world, program, check }: TaskHands): Promise<void> {
  await program.sleep(world.chance.between(100, 3_000));
  check();
}

async function deliver(hands: TaskHands, made: Made): Promise<void> {
  await store(hands, made.bound.key, made.body);
  await hands.tellBound(made);
  hands.check();
}

/** What an object becomes whose disk is bad. */
const ROTTEN = 'rotten';

/** Never over what is there: an object of the same key is an earlier try of the same attempt, or the same init. */
async function store({ world, program }: TaskHands, key: string, body: string): Promise<void> {
  const isInit = key.includes('/init-');
  for (;;) {
    try {
      await program.call(`stores ${key}`, () => {
        const object = { bucket: 'media', key };
        if (isInit) world.store.put(object, body);
        else if (
          !world.store.putNew(object, body) &&
          ![body, ROTTEN].includes(String(world.store.get(object)?.body))
        )
          world.violate(2, `${key} would have been written over`);
        if (world.chance.chance(world.weather().rot)) world.store.put(object, ROTTEN);
      });
      return;
    } catch {
      await program.sleep(500);
    }
  }
}
