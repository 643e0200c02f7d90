import { formatBytes, formatSpeed } from '#lib/client/format/bytes.ts';
import { formatTimeLeft } from '#lib/client/format/duration.ts';
import { type UploadPhase, type UploadState, uploadPercent } from '#lib/client/upload/upload-state.ts';
import { ProgressBar } from '../_ui/progress-bar.tsx';

const phaseNames: Readonly<Record<UploadPhase, string>> = {
  waiting: 'Waits for the files before it.',
  checking: 'Looking at the file.',
  sending: 'Uploading.',
  completing: 'Checking that all has arrived.',
  paused: 'Paused. What has arrived stays.',
  elsewhere: 'Uploading in another tab. If that one goes away, it can go on here.',
  interrupted: 'Broken off. Choose the file again, and it goes on where it stopped.',
  done: 'Uploaded.',
  failed: 'The upload stopped.',
  cancelled: 'Cancelled.',
};

/** Bytes sent, speed and time left. */
export function SendingState({ upload }: { readonly upload: UploadState }) {
  const { phase, pace } = upload;
  const percent = uploadPercent(upload);
  const isCounting =
    phase === 'sending' || phase === 'completing' || (phase !== 'cancelled' && upload.sentBytes > 0);
  const figures = [
    `${formatBytes(upload.sentBytes)} of ${formatBytes(upload.sizeBytes)}`,
    pace.bytesPerSecond === null ? null : formatSpeed(pace.bytesPerSecond),
    pace.secondsLeft === null ? null : formatTimeLeft(pace.secondsLeft),
  ];
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
        <span aria-live="polite">
          {upload.isWaiting ? 'Waiting for an answer. It goes on by itself.' : phaseNames[phase]}
        </span>
        {isCounting && (
          <span className="tabular text-muted">
            <span className="font-semibold text-ink">{percent} %</span> ·{' '}
            {figures.filter((figure) => figure !== null).join(' · ')}
          </span>
        )}
      </p>
      {isCounting && <ProgressBar label={`Upload of ${upload.filename}`} percent={percent} />}
    </div>
  );
}
