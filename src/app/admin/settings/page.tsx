import type { Metadata } from 'next';
import { needAdmin } from '../need-admin.ts';
import { SettingHistory } from './setting-history.tsx';
import { SettingList } from './setting-list.tsx';

export const metadata: Metadata = { title: 'Settings of the site' };

export default async function SiteSettingsPage() {
  await needAdmin('/admin/settings');
  return (
    <>
      <h1 className="text-xl font-bold">Settings of the site</h1>
      <p className="mt-2 mb-4 max-w-prose text-muted">
        They hold within two seconds, on every replica, without a restart. What is not here is set in the
        environment. How videos are published and held for review is the moderators’ policy.
      </p>
      <SettingList />
      <div className="mt-10">
        <SettingHistory />
      </div>
    </>
  );
}
