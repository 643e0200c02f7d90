import type { Metadata } from 'next';
import { AccountPage } from '../_account/account-page.tsx';
import { ForgotPasswordForm } from './forgot-password-form.tsx';

export const metadata: Metadata = { title: 'Forgotten password' };

export default function ForgotPasswordPage() {
  return (
    <AccountPage title="Forgotten password">
      <ForgotPasswordForm />
    </AccountPage>
  );
}
