import { holdSentences, stateNames } from '#lib/client/moderation/action-names.ts';
import type { ReviewedVideo } from '#lib/client/moderation/types.ts';
import { reasonSentences } from '#lib/domain/moderation.ts';

const mark = 'inline-flex items-center rounded-md px-2 py-1 text-xs font-semibold';

/** Where it stands, and why it waits or is taken down. */
export function VideoMarks({ video }: { readonly video: ReviewedVideo }) {
  const isDown = video.moderation === 'hidden' || video.moderation === 'rejected';
  return (
    <ul aria-label="State" className="flex flex-wrap gap-1.5">
      <li className={`${mark} ${isDown ? 'bg-bad-wash text-bad' : 'bg-accent-wash text-accent'}`}>
        {stateNames[video.moderation]}
        {video.reason && `: ${reasonSentences[video.reason].toLowerCase()}`}
      </li>
      {video.status === 'processing' && (
        <li className={`${mark} border border-line text-muted`}>Being encoded</li>
      )}
      <li className={`${mark} border border-line text-muted`}>{video.visibility}</li>
      {video.heldFor.map((reason) => (
        <li key={reason} className={`${mark} border border-control-line text-ink`}>
          Held: {holdSentences[reason]}
        </li>
      ))}
    </ul>
  );
}

interface ReportMarksProps {
  readonly reports: readonly { readonly reason: keyof typeof reasonSentences; readonly count: number }[];
}

/** Open reports, the most frequent reason first. */
export function ReportMarks({ reports }: ReportMarksProps) {
  if (reports.length === 0) return null;
  return (
    <ul aria-label="Open reports" className="flex flex-wrap gap-1.5">
      {reports.map(({ reason, count }) => (
        <li key={reason} className={`${mark} bg-bad-wash text-bad`}>
          {count} × {reasonSentences[reason]}
        </li>
      ))}
    </ul>
  );
}
