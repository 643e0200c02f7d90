export type PlayerCommand =
  | {
      readonly kind:
        | 'toggle-play'
        | 'toggle-fullscreen'
        | 'toggle-mute'
        | 'toggle-theatre'
        | 'toggle-captions'
        | 'show-help';
    }
  | { readonly kind: 'speed-by'; readonly step: 1 | -1 }
  | { readonly kind: 'seek-by'; readonly seconds: number }
  | { readonly kind: 'seek-to'; readonly share: number }
  | { readonly kind: 'volume-by'; readonly share: number };

export interface Keystroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

export interface KeyPlace {
  /** Focus is on a button, a link or a slider, which have their own use for some keys. */
  readonly onControl: boolean;
  /** Focus is in the player. Elsewhere up and down scroll the page. */
  readonly inPlayer: boolean;
}

export const shortcuts = [
  ['Space or K', 'Play or pause'],
  ['← →', 'Back or forward 5 seconds'],
  ['J L', 'Back or forward 10 seconds'],
  ['↑ ↓', 'Louder or quieter, with the player in focus'],
  ['M', 'Sound on or off'],
  ['F', 'Full screen'],
  ['T', 'Theatre: the player from edge to edge'],
  ['C', 'Captions on or off'],
  ['< >', 'Slower or faster'],
  ['0 … 9', 'Go to 0 % … 90 %'],
  ['?', 'Show this list'],
] as const;

/** What a key means to the player; undefined leaves it to the page. */
export function commandOfKey(stroke: Keystroke, place: KeyPlace): PlayerCommand | undefined {
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) return undefined;
  if (/^[0-9]$/.test(stroke.key)) return { kind: 'seek-to', share: Number(stroke.key) / 10 };
  switch (stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key) {
    case 'k':
      return { kind: 'toggle-play' };
    case ' ':
      return place.onControl ? undefined : { kind: 'toggle-play' };
    case 'f':
      return { kind: 'toggle-fullscreen' };
    case 'm':
      return { kind: 'toggle-mute' };
    case 't':
      return { kind: 'toggle-theatre' };
    case 'c':
      return { kind: 'toggle-captions' };
    case '<':
      return { kind: 'speed-by', step: -1 };
    case '>':
      return { kind: 'speed-by', step: 1 };
    case '?':
      return { kind: 'show-help' };
    case 'j':
      return { kind: 'seek-by', seconds: -10 };
    case 'l':
      return { kind: 'seek-by', seconds: 10 };
    case 'ArrowLeft':
      return place.onControl ? undefined : { kind: 'seek-by', seconds: -5 };
    case 'ArrowRight':
      return place.onControl ? undefined : { kind: 'seek-by', seconds: 5 };
    case 'ArrowUp':
      return place.inPlayer && !place.onControl ? { kind: 'volume-by', share: 0.1 } : undefined;
    case 'ArrowDown':
      return place.inPlayer && !place.onControl ? { kind: 'volume-by', share: -0.1 } : undefined;
    default:
      return undefined;
  }
}
