import { AppError } from '#lib/domain/errors.ts';

/** What one person may have; null is no limit. */
export interface UploadLimits {
  /** Bytes of all sources together: those that stand and those that are on their way. */
  readonly totalBytes: number | null;
  /** Bytes of uploads begun in the last 24 hours. */
  readonly dailyBytes: number | null;
  /** Uploads open at a time. */
  readonly openUploads: number | null;
}

/** What one person has, by the same measures. */
export type UploadUsage = { readonly [Limit in keyof UploadLimits]: number };

/** What a new upload adds, by the same measures. */
const needOf = (sizeBytes: number): UploadUsage => ({
  totalBytes: sizeBytes,
  dailyBytes: sizeBytes,
  openUploads: 1,
});

const limitNames = ['totalBytes', 'dailyBytes', 'openUploads'] as const satisfies (keyof UploadLimits)[];

const sentences: Readonly<Record<keyof UploadLimits, string>> = {
  totalBytes: 'Your storage is full: delete videos to make room.',
  dailyBytes: 'You have uploaded as much as is allowed in a day.',
  openUploads: 'You have as many uploads open as are allowed at a time.',
};

/** What is left of each limit; null where there is none. Never below zero: a limit may have been lowered. */
export function leftOf(limits: UploadLimits, usage: UploadUsage): UploadLimits {
  const left = (name: keyof UploadLimits) => {
    const limit = limits[name];
    return limit === null ? null : Math.max(0, limit - usage[name]);
  };
  return {
    totalBytes: left('totalBytes'),
    dailyBytes: left('dailyBytes'),
    openUploads: left('openUploads'),
  };
}

/**
 * Refuses an upload that would pass a limit.
 * @throws AppError QUOTA_EXCEEDED; its details name the limit and what is left of it
 */
export function needRoom(limits: UploadLimits, usage: UploadUsage, sizeBytes: number): void {
  const left = leftOf(limits, usage);
  const need = needOf(sizeBytes);
  for (const limit of limitNames) {
    const remaining = left[limit];
    if (remaining === null || need[limit] <= remaining) continue;
    const details = { limit, allowed: limits[limit], used: usage[limit], left: remaining };
    throw new AppError('QUOTA_EXCEEDED', sentences[limit], { details });
  }
}

/** The limit that has least left in bytes, for whoever met it after their reservation. */
export function tightestOf({ totalBytes, dailyBytes }: UploadLimits): 'totalBytes' | 'dailyBytes' {
  return (dailyBytes ?? Number.POSITIVE_INFINITY) < (totalBytes ?? Number.POSITIVE_INFINITY)
    ? 'dailyBytes'
    : 'totalBytes';
}

/**
 * How much to reserve for an upload that says only what it is at most.
 * @param slackBytes how far `mostBytes` may lie above the file itself
 * @throws AppError QUOTA_EXCEEDED when it can not fit
 */
export function roomFor(
  limits: UploadLimits,
  usage: UploadUsage,
  { mostBytes, slackBytes }: { readonly mostBytes: number; readonly slackBytes: number },
): number {
  const left = leftOf(limits, usage);
  const room = Math.min(mostBytes, left.totalBytes ?? mostBytes, left.dailyBytes ?? mostBytes);
  needRoom(limits, usage, Math.max(1, room, mostBytes - slackBytes));
  return room;
}
