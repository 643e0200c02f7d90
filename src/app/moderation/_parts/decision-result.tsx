import type { useDecisions } from '#lib/client/moderation/use-decisions.ts';
import { DoneNote } from '../../_ui/done-note.tsx';
import { ProblemNote } from '../../_ui/problem-note.tsx';

type Desk = ReturnType<typeof useDecisions>;

function takedownSentence(takedown: Desk['takedown']): string | null {
  switch (takedown?.kind) {
    case 'asking':
      return 'Asking whether viewers are refused …';
    case 'refused':
      return `Playback refused ${takedown.seconds.toFixed(2)} s after the click: playlists and last segments, ${takedown.addresses} addresses that viewers hold.`;
    case 'unknown':
      return null;
    case undefined:
      return null;
  }
}

/** What came of the last decision, how fast it took, and the way back. */
export function DecisionResult({ desk }: { readonly desk: Desk }) {
  const { summary, takedown, canUndo } = desk;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <DoneNote sentence={summary?.done} />
        {canUndo && (
          <button
            type="button"
            className="button button-small button-quiet"
            disabled={desk.isBusy}
            onClick={() => void desk.undo()}
          >
            Undo
          </button>
        )}
      </div>
      <p role="status" className="text-sm text-muted empty:hidden" data-takedown={takedown?.kind}>
        {takedownSentence(takedown)}
      </p>
      <ProblemNote
        sentence={
          takedown?.kind === 'unknown'
            ? 'A minute after the click it could still be played. Look at the gate.'
            : null
        }
      />
      <ProblemNote sentence={desk.sentence ?? (summary?.rest || null)} />
    </div>
  );
}
