import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { safeReturnPath } from '#lib/client/account/return-path.ts';
import { serverCaller } from '#server/api/caller.ts';
import { webContainer } from '#server/container.ts';
import { AccountPage } from '../_account/account-page.tsx';
import { MessagePage } from '../_ui/message-page.tsx';
import { currentViewer } from '../viewer.ts';
import { RegisterForm } from './register-form.tsx';

export const metadata: Metadata = { title: 'Create an account' };

interface RegisterPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

export default async function RegisterPage({ searchParams }: RegisterPageProps) {
  const next = safeReturnPath((await searchParams).next);
  if (await currentViewer()) redirect(next);
  const { env } = webContainer();
  const { signUpOpen } = await (await serverCaller()).siteSettings.open();
  if (!signUpOpen) {
    return (
      <MessagePage title="No new accounts at the moment">
        <p>Who has one can sign in as ever.</p>
      </MessagePage>
    );
  }
  return (
    <AccountPage title="Create an account">
      <RegisterForm next={next} needsVerifiedEmail={env.REQUIRE_VERIFIED_EMAIL === 'on'} />
    </AccountPage>
  );
}
