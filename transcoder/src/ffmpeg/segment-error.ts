import { Mp4Error } from '../mp4/mp4-error.ts';

/** A segment that is not what its place in the video wants; it must not be published. */
export class SegmentError extends Error {
  override readonly name = 'SegmentError';

  /** Runs a check in which unreadable bytes count as a bad segment. */
  static wrap<Result>(check: () => Result): Result {
    try {
      return check();
    } catch (cause) {
      // A view that is read past its end throws RangeError: cut-off bytes.
      if (cause instanceof Mp4Error || cause instanceof RangeError)
        throw new SegmentError(cause.message, { cause });
      throw cause;
    }
  }
}
