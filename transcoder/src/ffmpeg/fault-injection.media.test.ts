/** Faults put into good video on purpose: what an encoder could do before the upload, and a store after it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { INIT_SEGMENT } from '../../../src/lib/domain/object-keys.ts';
import { readSegment, type Segment, segmentTicks } from '../mp4/read-segment.ts';
import { writeSegment } from '../mp4/write-segment.ts';
import { sha256Of } from '../sha256.ts';
import { findFaults } from '../verify/find-faults.ts';
import { SegmentError } from './segment-error.ts';
import { ffmpeg, makeFolder } from './testing/clips.ts';
import { type Published, publishClip, storeIn } from './testing/publish-clip.ts';
import { verifyDecodes } from './verify-decodes.ts';
import { finishAudioSegment, finishVideoSegment } from './verify-segment.ts';
import { verifySoundDecodes } from './verify-sound.ts';
import { expectVideo } from './video-expectation.ts';

const picture = (rate: string, frames: number) => [
  ...['-f', 'lavfi', '-i', `testsrc2=s=256x144:r=${rate}`],
  ...['-frames:v', String(frames), '-c:v', 'libx264', '-preset', 'ultrafast'],
];
const sound = (seconds: number) => ['-f', 'lavfi', '-i', `anoisesrc=a=0.2:r=48000:d=${seconds}`];

async function publish(
  rate: string,
  frames: number,
  seconds: number | null,
  wantedSegment?: number,
): Promise<Published> {
  await using folder = await makeFolder();
  const path = `${folder.path}/s.mp4`;
  if (seconds === null) await ffmpeg(...picture(rate, frames), path);
  else {
    // Apart, for FFmpeg ends with the last frame of a short picture before it has written any sound.
    await ffmpeg(...picture(rate, frames), `${folder.path}/p.mp4`);
    const both = ['-i', `${folder.path}/p.mp4`, ...sound(seconds), '-c:v', 'copy', '-c:a', 'aac'];
    await ffmpeg(...both, path);
  }
  return await publishClip(path, folder.path, 1, wantedSegment);
}

const faultsOf = async ({ plan, tracks, objects }: Published): Promise<string[]> => {
  const at = { store: storeIn(objects), bucket: 'media', signal: AbortSignal.timeout(60_000) };
  const faults = await findFaults({ plan, tracks }, { ...at, onRead: () => undefined });
  return faults.map(({ track, number }) => `${track}/${number}`);
};

/** Four segments in two rungs, with sound. */
let good: Published;
let other: Published;
beforeAll(async () => {
  good = await publish('24', 90, 3.75);
  other = await publish('25', 90, 3.6);
});

describe('good video', () => {
  it('of which a segment in the middle was made first, for somebody waited for it, has no fault', async () => {
    const begunAtTwo = await publish('24', 90, null, 2);
    const made = begunAtTwo.tracks.find(({ track }) => track === '144p')?.objects ?? [];
    expect(made.map(({ number }) => number).filter((number) => number >= 0)).toEqual([2, 3, 0, 1]);
    expect(await faultsOf(begunAtTwo)).toEqual([]);
  });

  it.each([
    ['24', 60, 2.5],
    ['30000/1001', 75, 2.4],
    ['25', 60, null],
    ['50', 110, 2.3],
    ['60', 130, 2],
    ['24000/1001', 50, 4],
    ['30', 15, 0.5],
    ['25', 1, 0.04],
    ['25', 1, null],
  ] as const)('at %s fps, %d frames, %s s of sound, has no fault', async (rate, frames, seconds) => {
    const published = await publish(rate, frames, seconds);
    expect(published.tracks.map(({ track }) => track).toSorted()).toEqual(
      ['144p', '72p', ...(seconds === null ? [] : ['audio'])].toSorted(),
    );
    expect(await faultsOf(published)).toEqual([]);
  });
});

/** A copy to do harm to. */
function copy({ plan, tracks, objects }: Published) {
  const own: Published = {
    plan,
    tracks: tracks.map((track) => ({ ...track, objects: track.objects.map((object) => ({ ...object })) })),
    objects: new Map([...objects].map(([key, bytes]) => [key, Uint8Array.from(bytes)])),
  };
  const bound = (name: string, number: number) => {
    const object = trackOf(name).objects.find((candidate) => candidate.number === number);
    if (!object) throw new Error(`no ${name}/${number}`);
    return object;
  };
  const trackOf = (name: string) => {
    const track = own.tracks.find((candidate) => candidate.track === name);
    if (!track) throw new Error(`no ${name}`);
    return track;
  };
  const bytesOf = (name: string, number: number) =>
    own.objects.get(bound(name, number).key) ?? new Uint8Array();
  return {
    published: own,
    bound,
    trackOf,
    bytesOf,
    /** Damage of the store: the binding knows nothing of it. */
    store: (name: string, number: number, bytes: Uint8Array) =>
      own.objects.set(bound(name, number).key, bytes),
    /** Damage of before the binding, which then vouches for it. */
    bind(name: string, number: number, bytes: Uint8Array, over: { durationTicks?: number } = {}) {
      const object = bound(name, number);
      own.objects.set(object.key, bytes);
      Object.assign(object, { sizeBytes: bytes.length, sha256: sha256Of(bytes), ...over });
    },
    unbind(name: string, number: number) {
      const track = trackOf(name);
      track.objects.splice(track.objects.indexOf(bound(name, number)), 1);
    },
  };
}
type Copy = ReturnType<typeof copy>;

/** The same numbers in each run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const startOfData = (bytes: Uint8Array): number => Buffer.from(bytes).indexOf('mdat') + 4;

function flipBit(bytes: Uint8Array, from: number, to: number, random: () => number): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  const at = from + Math.floor(random() * (to - from));
  flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return flipped;
}

const change = (bytes: Uint8Array, how: (segment: Segment) => Segment): Uint8Array =>
  writeSegment(how(readSegment(bytes)));
const later = (ticks: number) => (segment: Segment) => ({
  ...segment,
  decodeTicks: segment.decodeTicks + ticks,
});
const nonSync = (segment: Segment): Segment => ({
  ...segment,
  samples: segment.samples.map((sample, index) => (index === 0 ? { ...sample, flags: 0x01010000 } : sample)),
});
/** Lacks its first frame; the second says that it can be started on. */
const beheaded = ({ samples, data, ...segment }: Segment): Segment => ({
  ...segment,
  samples: samples.slice(1).map((sample, index) => (index === 0 ? { ...sample, flags: 0x02000000 } : sample)),
  data: data.subarray(samples[0]?.sizeBytes ?? 0),
});
/** Its first frame twice removed: the next one's bytes stand in its place, and say that they are a keyframe. */
const withoutIdr = ({ samples, data, ...segment }: Segment): Segment => {
  const [first, second] = samples;
  if (!first || !second) throw new Error('too short');
  const between = data.subarray(first.sizeBytes, first.sizeBytes + second.sizeBytes);
  return {
    ...segment,
    samples: [{ ...first, sizeBytes: second.sizeBytes }, ...samples.slice(1)],
    data: Buffer.concat([between, data.subarray(first.sizeBytes)]),
  };
};
const gap = ({ samples, ...segment }: Segment): Segment => ({
  ...segment,
  samples: samples.map((sample, index) => (index === 3 ? { ...sample, durationTicks: 2048 } : sample)),
});

describe('verify', () => {
  const rungs = ['144p', '72p', 'audio'];
  it.each(rungs)('finds every flipped bit of %s, in boxes, in data and in the init', async (name) => {
    const random = createRandom(7);
    for (let round = 0; round < 60; round++) {
      const harmed = copy(good);
      const number = round % 3 === 0 ? INIT_SEGMENT : Math.floor(random() * 4);
      const bytes = harmed.bytesOf(name, number);
      const middle = number === INIT_SEGMENT ? bytes.length : startOfData(bytes);
      const [from, to] = round % 3 === 1 ? [middle, bytes.length] : [0, middle];
      harmed.store(name, number, flipBit(bytes, from, to, random));
      expect(await faultsOf(harmed.published)).toEqual([`${name}/${number}`]);
    }
  });

  const faults: readonly [string, (harmed: Copy) => void, readonly string[]][] = [
    // What a store can do.
    ['a segment gone', ({ published, bound }) => published.objects.delete(bound('144p', 2).key), ['144p/2']],
    ['sound gone', ({ published, bound }) => published.objects.delete(bound('audio', 0).key), ['audio/0']],
    ['an init gone', ({ published, bound }) => published.objects.delete(bound('72p', -1).key), ['72p/-1']],
    ['a segment cut off', (it) => it.store('144p', 1, it.bytesOf('144p', 1).subarray(0, -1)), ['144p/1']],
    ['a segment emptied', (it) => it.store('144p', 1, new Uint8Array()), ['144p/1']],
    [
      'a segment that grew',
      (it) => it.store('72p', 3, Buffer.concat([it.bytesOf('72p', 3), Buffer.of(0)])),
      ['72p/3'],
    ],
    [
      'two segments swapped',
      (it) => {
        const [one, two] = [it.bytesOf('144p', 1), it.bytesOf('144p', 2)];
        it.store('144p', 1, two);
        it.store('144p', 2, one);
      },
      ['144p/1', '144p/2'],
    ],
    [
      'segments of two rungs swapped',
      (it) => {
        const [one, two] = [it.bytesOf('144p', 1), it.bytesOf('72p', 1)];
        it.store('144p', 1, two);
        it.store('72p', 1, one);
      },
      ['144p/1', '72p/1'],
    ],
    ['a segment twice', (it) => it.store('audio', 2, it.bytesOf('audio', 1)), ['audio/2']],
    ['another video', (it) => it.store('144p', 0, copy(other).bytesOf('144p', 0)), ['144p/0']],
    ['the init of another rung', (it) => it.store('144p', -1, it.bytesOf('72p', -1)), ['144p/-1']],
    // What is bound wrongly: here the hash agrees, and the place alone tells.
    ['a segment never bound', (it) => it.unbind('72p', 1), ['72p/1']],
    ['sound never bound', (it) => it.unbind('audio', 1), ['audio/1']],
    ['an init never bound', (it) => it.unbind('audio', -1), ['audio/-1']],
    [
      'two segments bound for each other',
      (it) => {
        const [one, two] = [it.bytesOf('72p', 1), it.bytesOf('72p', 2)];
        it.bind('72p', 1, two);
        it.bind('72p', 2, one);
      },
      ['72p/1', '72p/2'],
    ],
    ['a segment bound twice', (it) => it.bind('144p', 2, it.bytesOf('144p', 1)), ['144p/2']],
    ['another video bound', (it) => it.bind('144p', 1, copy(other).bytesOf('144p', 1)), ['144p/1']],
    ['the init of another rung bound', (it) => it.bind('144p', -1, it.bytesOf('72p', -1)), ['144p/-1']],
    ['the init of sound bound', (it) => it.bind('144p', -1, it.bytesOf('audio', -1)), ['144p/-1']],
    ['the init of pictures for sound', (it) => it.bind('audio', -1, it.bytesOf('72p', -1)), ['audio/-1']],
    [
      'a frame late',
      (it) => it.bind('144p', 1, change(it.bytesOf('144p', 1), later(it.published.plan.grid.ticksPerFrame))),
      ['144p/1'],
    ],
    ['a tick late', (it) => it.bind('72p', 2, change(it.bytesOf('72p', 2), later(1))), ['72p/2']],
    [
      'a tick of sound late',
      (it) => it.bind('audio', 1, change(it.bytesOf('audio', 1), later(1))),
      ['audio/1'],
    ],
    ['no keyframe first', (it) => it.bind('144p', 3, change(it.bytesOf('144p', 3), nonSync)), ['144p/3']],
    ['a frame missing', (it) => it.bind('144p', 3, change(it.bytesOf('144p', 3), beheaded)), ['144p/3']],
    ['a false keyframe', (it) => it.bind('144p', 3, change(it.bytesOf('144p', 3), withoutIdr)), ['144p/3']],
    ['a gap in the sound', (it) => it.bind('audio', 2, change(it.bytesOf('audio', 2), gap)), ['audio/2']],
    ['a wrong length bound', (it) => Object.assign(it.bound('144p', 0), { durationTicks: 1 }), ['144p/0']],
    [
      'sound that ends too soon',
      (it) => {
        it.unbind('audio', it.trackOf('audio').segmentCount - 1);
        it.trackOf('audio').segmentCount--;
      },
      ['audio/2'],
    ],
    [
      'sound that goes on too long',
      (it) => {
        const track = it.trackOf('audio');
        const number = track.segmentCount - 1;
        const longer = change(it.bytesOf('audio', number), (segment) => {
          const last = segment.samples.at(-1);
          const whole = segment.samples.map((sample) => ({ ...sample, durationTicks: 1024 }));
          if (!last) throw new Error('empty');
          const data = Buffer.concat([
            segment.data,
            ...Array(4).fill(segment.data.subarray(-last.sizeBytes)),
          ]);
          return { ...segment, samples: [...whole, ...Array(4).fill(whole.at(-1))], data };
        });
        it.bind('audio', number, longer, { durationTicks: segmentTicks(readSegment(longer)) });
      },
      ['audio/3'],
    ],
  ];

  it.each(faults)('finds %s, and blames nothing else', async (_, harm, blamed) => {
    const harmed = copy(good);
    harm(harmed);
    expect(await faultsOf(harmed.published)).toEqual(blamed);
  });

  it('finds many faults at once', async () => {
    const harmed = copy(good);
    harmed.published.objects.clear();
    expect(await faultsOf(harmed.published)).toHaveLength(3 * (1 + 4));
  });
});

describe('the checks before the upload', () => {
  const track = '144p';

  /** As the encode task makes them, in its order. */
  async function check(number: number, segment: Uint8Array, init?: Uint8Array): Promise<Uint8Array> {
    await using folder = await makeFolder();
    const own = init ?? copy(good).bytesOf(track, INIT_SEGMENT);
    const expected = expectVideo(good.plan, track, number);
    const { bytes } = finishVideoSegment(own, segment, expected);
    const { frameCount } = expected;
    await verifyDecodes([{ name: track, init: own, segment: bytes, frameCount }], `${folder.path}/c`);
    return bytes;
  }

  async function checkSound(startTicks: number, segment: Uint8Array, init?: Uint8Array): Promise<void> {
    await using folder = await makeFolder();
    const own = init ?? copy(good).bytesOf('audio', INIT_SEGMENT);
    const { bytes } = finishAudioSegment(own, segment, startTicks);
    await verifySoundDecodes(own, [bytes], `${folder.path}/c.mp4`);
  }

  const pictures: readonly [string, (it: Copy) => Promise<unknown>][] = [
    ['of another number', (it) => check(1, it.bytesOf(track, 2))],
    ['that is the last one, shorter', (it) => check(0, it.bytesOf(track, 3))],
    ['cut off in its data', (it) => check(1, it.bytesOf(track, 1).subarray(0, -1))],
    ['cut off in its boxes', (it) => check(1, it.bytesOf(track, 1).subarray(0, 100))],
    ['that is empty', () => check(1, new Uint8Array())],
    [
      'half a frame late',
      (it) =>
        check(1, change(it.bytesOf(track, 1), later(Math.floor(it.published.plan.grid.ticksPerFrame / 2)))),
    ],
    [
      'a frame late',
      (it) => check(1, change(it.bytesOf(track, 1), later(it.published.plan.grid.ticksPerFrame))),
    ],
    ['without keyframe', (it) => check(1, change(it.bytesOf(track, 1), nonSync))],
    ['without its first frame', (it) => check(1, change(it.bytesOf(track, 1), beheaded))],
    ['with a false keyframe', (it) => check(1, change(it.bytesOf(track, 1), withoutIdr))],
    ['of zeros', (it) => check(1, it.bytesOf(track, 1).fill(0, startOfData(it.bytesOf(track, 1))))],
    // Over several frames: within one, the last of all, any bits may happen to say a picture.
    ['with a stretch of ones', (it) => check(1, it.bytesOf(track, 1).fill(0xff, -4000))],
    ['of another rung', (it) => check(1, it.bytesOf('72p', 1))],
    ['of another frame rate', () => check(1, copy(other).bytesOf(track, 1))],
    [
      'with the init of another rung',
      (it) => check(1, it.bytesOf(track, 1), it.bytesOf('72p', INIT_SEGMENT)),
    ],
    ['with the init of sound', (it) => check(1, it.bytesOf(track, 1), it.bytesOf('audio', INIT_SEGMENT))],
    [
      'with an init cut off',
      (it) => check(1, it.bytesOf(track, 1), it.bytesOf(track, INIT_SEGMENT).subarray(0, 400)),
    ],
  ];
  it.each(pictures)('refuse a segment %s', async (_, harm) => {
    await expect(harm(copy(good))).rejects.toThrow(SegmentError);
  });

  const sounds: readonly [string, (it: Copy) => Promise<unknown>][] = [
    ['that starts late', (it) => checkSound(it.bound('audio', 0).durationTicks + 1, it.bytesOf('audio', 1))],
    ['of another number', (it) => checkSound(0, it.bytesOf('audio', 1))],
    ['with a gap', (it) => checkSound(0, change(it.bytesOf('audio', 0), gap))],
    [
      'without frames',
      (it) =>
        checkSound(
          0,
          change(it.bytesOf('audio', 0), (segment) => ({ ...segment, samples: [], data: Buffer.of() })),
        ),
    ],
    ['cut off', (it) => checkSound(0, it.bytesOf('audio', 0).subarray(0, -1))],
    [
      'of rubbish',
      (it) => checkSound(0, it.bytesOf('audio', 0).fill(0xff, startOfData(it.bytesOf('audio', 0)))),
    ],
    [
      'with the init of pictures',
      (it) => checkSound(0, it.bytesOf('audio', 0), it.bytesOf(track, INIT_SEGMENT)),
    ],
  ];
  it.each(sounds)('refuse sound %s', async (_, harm) => {
    await expect(harm(copy(good))).rejects.toThrow(SegmentError);
  });

  it('pass good ones as they are', async () => {
    const { bytesOf, bound } = copy(good);
    for (const number of [0, 1, 2, 3])
      expect(Buffer.from(await check(number, bytesOf(track, number)))).toEqual(
        Buffer.from(bytesOf(track, number)),
      );
    await checkSound(0, bytesOf('audio', 0));
    await checkSound(bound('audio', 0).durationTicks, bytesOf('audio', 1));
  });

  it('refuse every flipped bit of the boxes that would change what is shown, and when', () => {
    const random = createRandom(11);
    const { bytesOf } = copy(good);
    const init = bytesOf(track, INIT_SEGMENT);
    const bytes = bytesOf(track, 1);
    let refused = 0;
    for (let round = 0; round < 400; round++) {
      const flipped = flipBit(bytes, 0, startOfData(bytes), random);
      try {
        const finished = finishVideoSegment(init, flipped, expectVideo(good.plan, track, 1));
        expect(shownBy(finished.bytes)).toEqual(shownBy(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(SegmentError);
        refused++;
      }
    }
    // A flip that was put right (a time that rounds to its place) or means nothing (a sequence number) is no fault.
    expect(refused).toBeGreaterThan(100);
  });
});

/** Everything that reaches a screen: the frames and their times. */
function shownBy(bytes: Uint8Array) {
  const { decodeTicks, samples, data } = readSegment(bytes);
  const times = samples.map(({ durationTicks, compositionTicks, sizeBytes }) => [
    ...[durationTicks, compositionTicks, sizeBytes],
  ]);
  return { decodeTicks, times, data: Buffer.from(data).toString('hex') };
}
