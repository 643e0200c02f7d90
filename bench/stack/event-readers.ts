/** Readers of live events in a process of their own: what they cost must not be counted as the site's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import { checkoutDir } from '../../infra/local/checkout.ts';

export interface ReadersWish {
  /** The stream, with its input. */
  readonly url: string;
  readonly count: number;
  /** Every second reader is signed in by it, the others are strangers. */
  readonly token: string;
}

/** What a reader heard: versions of the video, and when, in milliseconds of the wall clock. */
const heardShape = z.array(z.object({ version: z.number(), atMs: z.number() }));
export type Heard = z.infer<typeof heardShape>;

const saidShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
  z.object({ kind: z.literal('heard'), readers: z.array(heardShape) }),
]);

export interface EventReaders {
  /** Ends them all. */
  finish(): Promise<readonly Heard[]>;
}

/** Resolves once every one of them has heard how things stand. */
export async function openEventReaders(wish: ReadersWish, signal: AbortSignal): Promise<EventReaders> {
  const program = path.join(checkoutDir, 'bench', 'stack', 'event-readers-main.ts');
  const child = fork(program, [JSON.stringify(wish)], { signal });
  const nextWord = async () => {
    const [said] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => [{ kind: 'failed', reason: 'they ended' }]),
    ]);
    const word = saidShape.parse(said);
    if (word.kind === 'failed') throw new Error(`readers: ${word.reason}`);
    return word;
  };
  await nextWord();
  return {
    async finish() {
      const answer = nextWord();
      child.send('finish');
      const word = await answer;
      return word.kind === 'heard' ? word.readers : [];
    },
  };
}
