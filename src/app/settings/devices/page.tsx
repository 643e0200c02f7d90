import type { Metadata } from 'next';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../../viewer.ts';
import { DeviceList } from './device-list.tsx';

export const metadata: Metadata = { title: 'Your devices' };

export default async function DevicesPage() {
  await needViewer('/settings/devices');
  const caller = await serverCaller();
  return (
    <>
      <h1 className="text-xl font-bold">Your devices</h1>
      <p className="mt-2 mb-6 max-w-prose text-muted">
        Where your account is signed in. Sign out what you do not know, then change your password.
      </p>
      <DeviceList initial={await caller.accounts.devices()} now={new Date().toISOString()} />
    </>
  );
}
