import { describe, expect, it } from 'vitest';
import type { Verdict } from './verify.ts';
import { createAuditWatch } from './watch.ts';

const head = { position: 3, hash: 'a' };
const sound: Verdict = { checked: 3, older: 1, head, broken: undefined };

function watchOver(answers: (() => Promise<Verdict>)[]) {
  let nowMs = 0;
  let looks = 0;
  const watch = createAuditWatch({
    clock: { now: () => new Date(nowMs), newId: () => '' },
    verify: () => {
      const answer = answers[Math.min(looks, answers.length - 1)];
      looks += 1;
      return answer ? answer() : Promise.reject(new Error('nothing to answer'));
    },
  });
  return {
    watch,
    looks: () => looks,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('the state of the chain', () => {
  it('is looked at once a minute, however many ask', async () => {
    const { watch, looks, pass } = watchOver([async () => sound]);
    await Promise.all([watch.state(), watch.state()]);
    pass(59_999);
    await watch.state();
    expect(looks()).toBe(1);
    pass(1);
    expect(await watch.state()).toMatchObject({ holds: true, checked: 3, older: 1, sentence: null });
    expect(looks()).toBe(2);
  });

  it('says where the chain breaks', async () => {
    const broken = { id: 2, sentence: 'Row 2 is not as it was written.' };
    const { watch } = watchOver([async () => ({ ...sound, checked: 1, broken })]);
    expect(await watch.state()).toMatchObject({ holds: false, sentence: broken.sentence, checked: 1 });
  });

  it('is not kept when it could not be read', async () => {
    const { watch } = watchOver([() => Promise.reject(new Error('down')), async () => sound]);
    await expect(watch.state()).rejects.toThrow('down');
    expect((await watch.state()).holds).toBe(true);
  });
});
