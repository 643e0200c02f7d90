/** Uploads that never cease while faults strike. */
import type { Random } from '../random.ts';
import type { Clip } from './clips.ts';
import { type Life, live } from './life.ts';
import type { PatientClient } from './patient-client.ts';

export interface Stream {
  /** Starts no more, and waits for those under way. @param seconds the longest wait */
  end(seconds: number): Promise<{ readonly lives: readonly Life[]; readonly faults: readonly string[] }>;
}

/** So many videos are under way at any time: more than the workers can take at once. */
const ABREAST = 3;

export function startStream(client: PatientClient, clips: readonly Clip[], random: Random): Stream {
  const lives: Life[] = [];
  const faults: string[] = [];
  const giveUp = new AbortController();
  let isEnding = false;
  let bag: Clip[] = [];

  /** Every kind as often as any other. */
  function nextClip(): Clip {
    if (bag.length === 0) bag = random.shuffle(clips);
    const clip = bag.pop();
    if (!clip) throw new Error('There is no clip to upload.');
    return clip;
  }

  async function goOn(): Promise<void> {
    while (!isEnding) {
      const clip = nextClip();
      const door = random.pick(['multipart', 'multipart', 'put'] as const);
      try {
        lives.push(await live(client, clip, door, giveUp.signal));
      } catch (error) {
        faults.push(`${clip.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  const running = Promise.all(Array.from({ length: ABREAST }, goOn));
  return {
    async end(seconds) {
      isEnding = true;
      const timer = setTimeout(() => giveUp.abort(), seconds * 1000);
      await running;
      clearTimeout(timer);
      return { lives, faults };
    },
  };
}
