import { expect, it } from 'vitest';
import { countOutcomes, summarise } from './decision-summary.ts';

const done = { outcome: 'done', code: null } as const;
const refused = (code: string) => ({ outcome: 'refused', code }) as const;

it('what came of many is told by what happened to how many, and why the rest stayed', () => {
  const outcomes = [
    done,
    done,
    { outcome: 'unchanged', code: null } as const,
    refused('MODERATION_CONFLICT'),
    refused('FORBIDDEN'),
    refused('MODERATION_CONFLICT'),
  ];
  expect(summarise('hide', countOutcomes(outcomes))).toEqual({
    done: 'Hidden: 2 videos.',
    rest: '1 video: was so already. 2 videos: can not be decided so from where it stands now. 1 video: is your own: another moderator decides.',
  });
});

it('of nothing that happened nothing is claimed', () => {
  expect(summarise('approve', countOutcomes([refused('VIDEO_NOT_FOUND')]))).toEqual({
    done: '',
    rest: '1 video: is gone.',
  });
});
