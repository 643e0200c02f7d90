import type { SegmentFault } from '../../../src/lib/domain/events.ts';
import { AUDIO_TRACK, INIT_SEGMENT } from '../../../src/lib/domain/object-keys.ts';
import type { BoundObject, BoundTrack, LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { judgeDrift, judgeInit, judgeSegment, soundStart } from './judge-track.ts';
import { readStored, type StoredAt } from './read-stored.ts';

/** Objects in memory at a time; one after another the store's answers would be waited for most of the time. */
const AT_ONCE = 4;

interface Watched extends StoredAt {
  /** Called after each object. */
  readonly onRead: () => void;
}

/** Reads every stored object of a video back and answers all that is wrong with the whole, in order. */
export async function findFaults(
  { plan, tracks }: Pick<LeasedTaskOf<'verify'>, 'plan' | 'tracks'>,
  at: Watched,
): Promise<readonly SegmentFault[]> {
  const faults: SegmentFault[] = [];
  for (const track of tracks) faults.push(...(await findInTrack(plan, track, at)));
  return faults;
}

async function findInTrack(
  plan: LeasedTaskOf<'verify'>['plan'],
  track: BoundTrack,
  at: Watched,
): Promise<readonly SegmentFault[]> {
  const name = track.track;
  const objects = new Map(track.objects.map((object) => [object.number, object]));
  const faults: SegmentFault[] = [];
  const blame = (number: number, reason: string | null): void => {
    if (reason !== null) faults.push({ track: name, number, reason: reason.slice(0, 500) });
  };
  const read = async (number: number): Promise<{ object: BoundObject; bytes: Uint8Array } | undefined> => {
    const object = objects.get(number);
    const stored = object ? await readStored(at, object) : { reason: 'is not bound' };
    at.onRead();
    if (object && 'bytes' in stored) return { object, bytes: stored.bytes };
    if ('reason' in stored) blame(number, stored.reason);
    return undefined;
  };

  const init = (await read(INIT_SEGMENT))?.bytes;
  if (init) blame(INIT_SEGMENT, judgeInit(plan, name, init));
  const isUsable = init !== undefined && faults.length === 0;
  const numbers = Array.from({ length: track.segmentCount }, (_, number) => number).values();
  const work = async (): Promise<void> => {
    // The workers share one iterator: each takes the next number.
    for (const number of numbers) {
      const found = await read(number);
      const startTicks = name === AUDIO_TRACK ? soundStart(objects, number) : 0;
      if (!found || !isUsable || startTicks === undefined) continue;
      blame(number, judgeSegment(plan, name, init, found.object, found.bytes, startTicks));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (name === AUDIO_TRACK && faults.length === 0)
    blame(Math.max(0, track.segmentCount - 1), judgeDrift(plan, track));
  return faults.toSorted((a, b) => a.number - b.number);
}
