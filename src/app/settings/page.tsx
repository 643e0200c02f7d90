import type { Metadata } from 'next';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../viewer.ts';
import { DeleteAccount } from './delete-account.tsx';
import { EmailState } from './email-state.tsx';
import { NameForm } from './name-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SettingsSection } from './settings-section.tsx';

export const metadata: Metadata = { title: 'Account' };

export default async function SettingsPage() {
  await needViewer('/settings');
  const caller = await serverCaller();
  const { name, email, emailVerified } = await caller.accounts.profile();
  return (
    <div className="grid gap-6">
      <h1 className="sr-only">Account</h1>
      <SettingsSection title="Name" note="Others see it beside your videos.">
        <NameForm name={name} />
      </SettingsSection>
      <SettingsSection title="E-mail" note="Letters about your account go there.">
        <EmailState email={email} isVerified={emailVerified} />
      </SettingsSection>
      <SettingsSection title="Password" note="Changing it signs every other device out.">
        <PasswordForm email={email} />
      </SettingsSection>
      <SettingsSection title="Delete the account" note="With all its videos. Nobody can bring them back.">
        <DeleteAccount />
      </SettingsSection>
    </div>
  );
}
