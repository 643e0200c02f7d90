import { formatTimeLeft } from '#lib/client/format/duration.ts';
import type { VideoState } from '#lib/client/trpc.ts';
import { ProgressBar } from '../_ui/progress-bar.tsx';
import { RungList } from './rung-list.tsx';

/** How far a video has come: stage, percent, time left, finished rungs. */
export function ProcessingState({ state, title }: { readonly state: VideoState; readonly title: string }) {
  const left = state.estimatedTimeRemaining === null ? null : formatTimeLeft(state.estimatedTimeRemaining);
  return (
    <div className="grid gap-2" data-stage={state.stage}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        {/* Told when the stage changes; the percentage would talk without end. */}
        <span aria-live="polite">{state.message}</span>
        <span className="tabular text-muted">
          <span className="font-semibold text-ink">{state.progress} %</span>
          {left && ` · ${left}`}
        </span>
      </p>
      <ProgressBar
        label={`Processing of ${title}`}
        percent={state.progress}
        valueText={`${state.progress} percent, ${state.message}`}
      />
      {state.playable && state.status === 'processing' && (
        <p className="text-sm text-muted">You can watch it already; higher qualities follow.</p>
      )}
      <RungList completed={state.completedResolutions} current={state.currentResolution} />
    </div>
  );
}
