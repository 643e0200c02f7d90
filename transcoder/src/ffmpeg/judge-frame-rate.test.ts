import { expect, it } from 'vitest';
import { judgeFrameRate } from './judge-frame-rate.ts';

function fraction(text: string) {
  const [num = 0, den = 1] = text.split('/').map(Number);
  return { num, den };
}

it.each([
  { means: 'a standard rate', r: '24/1', avg: '24/1', rate: '24/1', isVariable: false },
  {
    means: 'film on NTSC, not 24',
    r: '24000/1001',
    avg: '24000/1001',
    rate: '24000/1001',
    isVariable: false,
  },
  {
    means: 'a rate rounded by its container',
    r: '19001/634',
    avg: '2997/100',
    rate: '30000/1001',
    isVariable: false,
  },
  {
    means: 'a phone that jitters around 30',
    r: '30/1',
    avg: '53940000/1799321',
    rate: '30/1',
    isVariable: false,
  },
  { means: 'an odd constant rate', r: '15/1', avg: '15/1', rate: '15/1', isVariable: false },
  { means: 'a screen recording', r: '60/1', avg: '1234/100', rate: '1234/100', isVariable: true },
  {
    means: 'interlaced video of 25 frames',
    r: '50/1',
    avg: '25/1',
    field: 'tt',
    rate: '25/1',
    isVariable: false,
  },
  {
    means: 'progressive video of half the rate its times allow',
    r: '50/1',
    avg: '25/1',
    rate: '25/1',
    isVariable: true,
  },
])('finds the rate of $means', ({ r, avg, field, rate, isVariable }) => {
  const stream = {
    r_frame_rate: fraction(r),
    avg_frame_rate: fraction(avg),
    field_order: field ?? 'progressive',
  };
  expect(judgeFrameRate(stream)).toEqual({ rate: fraction(rate), isVariable });
});

it('assumes 30 where nothing is stated', () => {
  expect(judgeFrameRate({ r_frame_rate: null, avg_frame_rate: null, field_order: null }).rate).toEqual({
    num: 30,
    den: 1,
  });
});
