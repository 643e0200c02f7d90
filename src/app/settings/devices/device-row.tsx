import { formatAge, formatDate } from '#lib/client/format/age.ts';
import type { Device } from '#lib/client/trpc.ts';
import { describeUserAgent } from '#lib/domain/describe-user-agent.ts';

interface DeviceRowProps {
  readonly device: Device;
  readonly now: string;
  readonly isBusy: boolean;
  readonly onRevoke: () => void;
}

export function DeviceRow({ device, now, isBusy, onRevoke }: DeviceRowProps) {
  const name = describeUserAgent(device.userAgent);
  const seen = device.isThis ? 'Used right now' : `Last used ${formatAge(device.lastSeenAt, new Date(now))}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4 sm:px-6">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-semibold">
          {name}
          {device.isThis && (
            <span className="ml-2 rounded-full bg-accent-wash px-2 py-0.5 text-xs font-semibold text-accent">
              This device
            </span>
          )}
        </p>
        <p className="mt-0.5 text-sm text-muted wrap-anywhere">
          {seen}
          {device.address && ` from ${device.address}`}. Signed in on {formatDate(device.createdAt)}.
        </p>
      </div>
      {!device.isThis && (
        <button
          type="button"
          className="button button-small button-quiet"
          disabled={isBusy}
          onClick={onRevoke}
        >
          Sign out<span className="sr-only"> {name}</span>
        </button>
      )}
    </li>
  );
}
