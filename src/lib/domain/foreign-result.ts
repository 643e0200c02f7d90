/** What a foreign transcoder has made of a video. It keeps the files itself: these addresses are its own. */
export interface ForeignResult {
  /** HLS (`.m3u8`) or DASH (`.mpd`), by its ending. */
  readonly manifestUrl: string;
  readonly thumbnailUrl: string | null;
  /** By their short side, as everywhere: `480p`. */
  readonly resolutions: readonly string[];
  /** Seconds. */
  readonly duration: number | null;
  /** Seconds. */
  readonly processingTime: number | null;
  /** Null when it does not say all of it. */
  readonly metadata: {
    readonly codec: string;
    readonly width: number;
    readonly height: number;
    readonly fps: number;
    /** Bits per second. */
    readonly bitrate: number | null;
  } | null;
}
