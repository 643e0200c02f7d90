import type { Metadata } from 'next';
import { AccountPage } from '../_account/account-page.tsx';
import { VerifyEmail } from './verify-email.tsx';

export const metadata: Metadata = { title: 'Confirm your address' };

export default function VerifyEmailPage() {
  return (
    <AccountPage title="Confirm your address">
      <VerifyEmail />
    </AccountPage>
  );
}
