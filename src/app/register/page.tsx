import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { safeReturnPath } from '#lib/client/account/return-path.ts';
import { webContainer } from '#server/container.ts';
import { AccountPage } from '../_account/account-page.tsx';
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
  return (
    <AccountPage title="Create an account">
      <RegisterForm next={next} needsVerifiedEmail={env.REQUIRE_VERIFIED_EMAIL === 'on'} />
    </AccountPage>
  );
}
