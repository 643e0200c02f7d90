/** Why a video failed, in one sentence for its owner, and whether trying again can help. */
const definitions = {
  UNSUPPORTED_MEDIA: { retryable: false, message: 'This kind of file can not be read as a video.' },
  CORRUPT_MEDIA: { retryable: false, message: 'The file is damaged or is not a video.' },
  NO_VIDEO_STREAM: { retryable: false, message: 'The file holds no video picture.' },
  MEDIA_LIMIT_EXCEEDED: {
    retryable: false,
    message: 'The video is larger or longer than this site accepts.',
  },
  TRANSCODE_FAILED: { retryable: true, message: 'The video could not be encoded.' },
  WORKERS_LOST: { retryable: true, message: 'The workers that encoded this video kept disappearing.' },
  OUT_OF_MEMORY: { retryable: true, message: 'Encoding this video needs more memory than a worker has.' },
  SOURCE_MISSING: { retryable: false, message: 'The uploaded file is gone.' },
  SOURCE_CHANGED: {
    retryable: false,
    message: 'The uploaded file was changed after the upload was completed.',
  },
} as const;

export type MediaErrorCode = keyof typeof definitions;

export const mediaErrorCodes = Object.keys(definitions) as [MediaErrorCode, ...MediaErrorCode[]];

/** Thrown by the transcoder when the media itself, or its encoding, is at fault. */
export class MediaError extends Error {
  readonly code: MediaErrorCode;

  constructor(code: MediaErrorCode, message?: string, options?: { cause?: unknown }) {
    super(message ?? definitions[code].message, options);
    this.name = 'MediaError';
    this.code = code;
  }
}

/** The sentence an owner reads. Never FFmpeg's own words: they hold paths and URLs. */
export function explainMediaError(code: MediaErrorCode): string {
  return definitions[code].message;
}

export function isRetryable(code: MediaErrorCode): boolean {
  return definitions[code].retryable;
}
