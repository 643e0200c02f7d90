import { formatDuration } from '../format/duration.ts';

interface ResumeNoteProps {
  readonly seconds: number;
  readonly onStartOver: () => void;
}

/** Says that it does not begin at the beginning, and leads there. */
export function ResumeNote({ seconds, onStartOver }: ResumeNoteProps) {
  return (
    <div role="status" className="player-note">
      <span>Going on at {formatDuration(Math.floor(seconds))}</span>
      <button type="button" onClick={onStartOver}>
        From the start
      </button>
    </div>
  );
}
