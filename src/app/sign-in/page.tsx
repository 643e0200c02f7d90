import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { safeReturnPath } from '#lib/client/account/return-path.ts';
import { webContainer } from '#server/container.ts';
import { AccountPage } from '../_account/account-page.tsx';
import { currentViewer } from '../viewer.ts';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = safeReturnPath((await searchParams).next);
  if (await currentViewer()) redirect(next);
  const { env } = webContainer();
  return (
    <AccountPage title="Sign in">
      <SignInForm next={next} needsVerifiedEmail={env.REQUIRE_VERIFIED_EMAIL === 'on'} />
    </AccountPage>
  );
}
