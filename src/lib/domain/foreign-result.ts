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
  readonly metadata: {
    readonly codec: string | null;
    readonly width: number | null;
    readonly height: number | null;
    readonly fps: number | null;
    readonly bitrate: number | null;
  };
}
