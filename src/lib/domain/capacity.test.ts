import { describe, expect, it } from 'vitest';
import { capacityOf, leasableBy, taskCapacities } from './capacity.ts';
import { taskPriority } from './plan.ts';

describe('where a task may run', () => {
  const rest = { kind: 'encode', priority: taskPriority.rest } as const;

  it('is spot for the encodes of a video of the spot profile, and anywhere for the others', () => {
    expect(capacityOf({ profile: 'spot' }, rest)).toBe('spot');
    expect(capacityOf({ profile: 'on-demand' }, rest)).toBe('any');
  });

  it('is anywhere for what somebody waits for, and for what is short', () => {
    for (const priority of [taskPriority.first, taskPriority.wanted])
      expect(capacityOf({ profile: 'spot' }, { ...rest, priority })).toBe('any');
    for (const kind of ['audio', 'content', 'stills'] as const)
      expect(capacityOf({ profile: 'spot' }, { ...rest, kind })).toBe('any');
  });

  it('leaves no task without a worker that may take it', () => {
    for (const capacity of taskCapacities) {
      expect(leasableBy.local).toContain(capacity);
      expect(leasableBy.spot).toContain(capacity);
    }
    expect(leasableBy['on-demand']).toEqual(['any']);
  });
});
