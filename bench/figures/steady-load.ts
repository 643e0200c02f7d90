import { setTimeout as delay } from 'node:timers/promises';

/** One request: seconds from when it was due, and what failed if it did. */
export interface Answered {
  readonly kind: string;
  readonly seconds: number;
  readonly fault: string | null;
}

/**
 * Asks at an even rate, whether answers come or not: whoever waits for the last answer before asking again never sees
 * a queue. Counted is from the moment a request was due, so that being late costs too.
 * @param ask answers what kind of request it was
 */
export async function askSteadily(
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  ask: (number: number) => Promise<string>,
  signal: AbortSignal,
): Promise<readonly Answered[]> {
  const began = performance.now();
  const answers: Promise<Answered>[] = [];
  for (let number = 0; number < perSecond * seconds; number++) {
    const due = began + (1000 * number) / perSecond;
    // A timer counts in whole milliseconds, and may be early by a part of one.
    for (let early = due - performance.now(); early > 0; early = due - performance.now())
      await delay(early, undefined, { signal });
    const secondsSince = () => (performance.now() - due) / 1000;
    answers.push(
      ask(number).then(
        (kind) => ({ kind, seconds: secondsSince(), fault: null }),
        (error: unknown) => ({ kind: '', seconds: secondsSince(), fault: String(error) }),
      ),
    );
  }
  return Promise.all(answers);
}
