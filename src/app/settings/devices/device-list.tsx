'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { problemOf } from '#lib/client/problem.ts';
import { type Device, useTRPC } from '#lib/client/trpc.ts';
import { ConfirmButton } from '../../_ui/confirm-button.tsx';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { DeviceRow } from './device-row.tsx';

interface DeviceListProps {
  readonly initial: readonly Device[];
  /** When the page was made: server and browser must write the same ages. */
  readonly now: string;
}

export function DeviceList({ initial, now }: DeviceListProps) {
  const trpc = useTRPC();
  const devices = useQuery(trpc.accounts.devices.queryOptions(undefined, { initialData: [...initial] }));
  const onSuccess = () => devices.refetch();
  const revoke = useMutation(trpc.accounts.revokeDevice.mutationOptions({ onSuccess }));
  const revokeOthers = useMutation(trpc.accounts.revokeOtherDevices.mutationOptions({ onSuccess }));
  const isBusy = revoke.isPending || revokeOthers.isPending;
  const failed = revoke.error ?? revokeOthers.error;
  return (
    <div className="grid gap-5">
      <ProblemNote sentence={failed && problemOf(failed).sentence} />
      <ul className="card divide-y divide-line">
        {devices.data.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            now={now}
            isBusy={isBusy}
            onRevoke={() => revoke.mutate({ id: device.id })}
          />
        ))}
      </ul>
      {devices.data.length > 1 && (
        <ConfirmButton
          className="button button-quiet justify-self-start"
          question="Sign out all other devices?"
          consequence="They need your password to come in again. This one stays signed in."
          verb="Sign them out"
          disabled={isBusy}
          onConfirm={() => revokeOthers.mutate()}
        >
          Sign out all others
        </ConfirmButton>
      )}
    </div>
  );
}
