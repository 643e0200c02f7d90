'use client';

import type { BulkAction, useBulk } from '#lib/client/studio/use-bulk.ts';
import type { OwnVideo } from '#lib/client/studio/use-own-videos.ts';
import { visibilities } from '#lib/domain/video-status.ts';
import { ConfirmButton } from '../_ui/confirm-button.tsx';
import { DoneNote } from '../_ui/done-note.tsx';
import { ProgressBar } from '../_ui/progress-bar.tsx';

interface BulkBarProps {
  readonly chosen: readonly OwnVideo[];
  readonly bulk: ReturnType<typeof useBulk>;
  readonly onDone: () => void;
  readonly onClear: () => void;
}

const consequences = {
  private: 'Only you can watch them then.',
  unlisted: 'Whoever has the link can watch them then.',
  public: 'Everyone can find and watch them then.',
} as const;

/** What can be done to all that are selected, how that goes, and which stayed as they were. */
export function BulkBar({ chosen, bulk, onDone, onClear }: BulkBarProps) {
  const count = `${chosen.length} ${chosen.length === 1 ? 'video' : 'videos'}`;
  const run = (action: BulkAction) => void bulk.run(chosen, action).then(onDone);
  return (
    <section className="grid gap-3" aria-label="Selected videos">
      {bulk.isRunning && (
        <div className="card flex flex-wrap items-center gap-4 p-3">
          <p className="tabular text-sm font-semibold">
            {bulk.settled} of {bulk.total}
          </p>
          <div className="min-w-32 flex-1">
            <ProgressBar
              label="Changing the selected videos"
              percent={Math.round((100 * bulk.settled) / bulk.total)}
            />
          </div>
          <button type="button" className="button button-small button-quiet" onClick={bulk.stop}>
            Stop
          </button>
        </div>
      )}
      {chosen.length > 0 && !bulk.isRunning && (
        <div className="card flex flex-wrap items-center gap-2 p-3">
          <p className="tabular mr-auto text-sm font-semibold" role="status">
            {count} selected
          </p>
          {visibilities.map((visibility) => (
            <ConfirmButton
              key={visibility}
              className="button button-small button-quiet"
              question={`Make ${count} ${visibility}?`}
              consequence={consequences[visibility]}
              verb={`Make ${visibility}`}
              onConfirm={() => run({ visibility })}
            >
              Make {visibility}
            </ConfirmButton>
          ))}
          <ConfirmButton
            className="button button-small button-quiet"
            question={`Delete ${count}?`}
            consequence="They and their files are gone for good, for everyone."
            verb={`Delete ${count}`}
            onConfirm={() => run({ remove: true })}
          >
            Delete
          </ConfirmButton>
          <button type="button" className="button button-small button-plain" onClick={onClear}>
            Select none
          </button>
        </div>
      )}
      <DoneNote sentence={bulk.outcome} />
      {bulk.failures.length > 0 && (
        <div role="alert" className="rounded-lg bg-bad-wash px-3 py-2.5 text-sm text-bad">
          <p className="font-semibold">Not done:</p>
          <ul className="mt-1 grid gap-1">
            {bulk.failures.map(({ id, title, sentence }) => (
              <li key={id} className="wrap-anywhere">
                {title}: {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
