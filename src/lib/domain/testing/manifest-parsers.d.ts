/** The parsers that browsers' players use ship no types; these are the parts that tests read. */
declare module 'm3u8-parser' {
  interface Segment {
    uri: string;
    duration: number;
    map?: { uri: string };
  }
  interface Playlist {
    uri: string;
    attributes: {
      BANDWIDTH: number;
      'AVERAGE-BANDWIDTH': string;
      CODECS: string;
      RESOLUTION: { width: number; height: number };
      'FRAME-RATE': number;
      AUDIO?: string;
      SUBTITLES?: string;
    };
  }
  export class Parser {
    push(text: string): void;
    end(): void;
    manifest: {
      version: number;
      endList?: boolean;
      playlistType?: string;
      mediaSequence?: number;
      targetDuration?: number;
      independentSegments?: boolean;
      segments: Segment[];
      playlists?: Playlist[];
      mediaGroups?: {
        AUDIO: Record<string, Record<string, { uri: string; default: boolean }>>;
        SUBTITLES: Record<string, Record<string, { uri: string; default: boolean; language: string }>>;
      };
    };
  }
}

declare module 'mpd-parser' {
  interface Segment {
    resolvedUri: string;
    duration: number;
    presentationTime: number;
    map: { resolvedUri: string };
  }
  interface Playlist {
    attributes: {
      BANDWIDTH: number;
      CODECS: string;
      RESOLUTION?: { width: number; height: number };
      'FRAME-RATE'?: number;
    };
    endList: boolean;
    segments: Segment[];
  }
  export function parse(
    text: string,
    options: { manifestUri: string; eventHandler?: (event: { type: string; message: string }) => void },
  ): {
    duration: number;
    playlists: Playlist[];
    mediaGroups: {
      AUDIO: Record<string, Record<string, { playlists: Playlist[] }>>;
      SUBTITLES: Record<string, Record<string, { language: string; playlists: Playlist[] }>>;
    };
  };
}
