import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#lib/domain/errors.ts';
import { leftOf, needRoom, type UploadLimits, type UploadUsage } from './quota.ts';

const limits = { totalBytes: 1_000, dailyBytes: 500, openUploads: 2 };
const nothing = { totalBytes: 0, dailyBytes: 0, openUploads: 0 };

function refusal(usage: UploadUsage, sizeBytes: number, of: UploadLimits = limits): unknown {
  try {
    needRoom(of, usage, sizeBytes);
    return null;
  } catch (error) {
    return error instanceof AppError ? { code: error.code, ...error.details } : error;
  }
}

describe('the room of one person', () => {
  it('takes an upload that fits to the last byte, and not one byte more', () => {
    expect(refusal(nothing, 500)).toBeNull();
    expect(refusal(nothing, 501)).toMatchObject({ code: 'QUOTA_EXCEEDED', limit: 'dailyBytes' });
  });

  it('names the limit that is in the way and what is left of it', () => {
    const usage = { totalBytes: 900, dailyBytes: 0, openUploads: 0 };
    expect(refusal(usage, 101)).toEqual({
      code: 'QUOTA_EXCEEDED',
      limit: 'totalBytes',
      allowed: 1_000,
      used: 900,
      left: 100,
    });
    expect(refusal({ ...nothing, openUploads: 2 }, 1)).toMatchObject({ limit: 'openUploads', left: 0 });
  });

  it('has no end where no limit is set', () => {
    const none = { totalBytes: null, dailyBytes: null, openUploads: null };
    const much = { totalBytes: 2 ** 50, dailyBytes: 2 ** 50, openUploads: 1_000 };
    expect(refusal(much, 2 ** 40, none)).toBeNull();
    expect(leftOf(none, much)).toEqual(none);
  });

  it('is never less than nothing, also when a limit was lowered below what is used', () => {
    expect(leftOf(limits, { totalBytes: 2_000, dailyBytes: 600, openUploads: 3 })).toEqual(nothing);
  });

  it('is passed by no order of uploads', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 }), (sizes) => {
        let usage = nothing;
        for (const size of sizes) {
          if (refusal(usage, size) !== null) continue;
          usage = {
            totalBytes: usage.totalBytes + size,
            dailyBytes: usage.dailyBytes + size,
            openUploads: usage.openUploads + 1,
          };
        }
        expect(usage.totalBytes).toBeLessThanOrEqual(limits.totalBytes);
        expect(usage.dailyBytes).toBeLessThanOrEqual(limits.dailyBytes);
        expect(usage.openUploads).toBeLessThanOrEqual(limits.openUploads);
      }),
    );
  });
});
