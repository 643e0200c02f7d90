import { expect, it } from 'vitest';
import { createStreamGate } from './web-stream-gate.ts';

const endless = () => Promise.withResolvers<string>();

it('lets as many streams through as there is memory for, and the next when one has ended', async () => {
  const gate = createStreamGate(2);
  const [first, second] = [endless(), endless()];
  const passed = gate.pass(() => first.promise);
  void gate.pass(() => second.promise);
  await expect(gate.pass(async () => 'third')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  first.resolve('first');
  expect(await passed).toBe('first');
  expect(await gate.pass(async () => 'third')).toBe('third');
});

it('keeps no room for a stream that broke', async () => {
  const gate = createStreamGate(1);
  const broken = gate.pass(() => Promise.reject(new Error('cut')));
  await expect(broken).rejects.toThrow('cut');
  expect(await gate.pass(async () => 'next')).toBe('next');
});
