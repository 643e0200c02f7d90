import type { Metadata } from 'next';
import { AccountPage } from '../_account/account-page.tsx';
import { ResetPasswordForm } from './reset-password-form.tsx';

export const metadata: Metadata = { title: 'New password' };

export default function ResetPasswordPage() {
  return (
    <AccountPage title="New password">
      <ResetPasswordForm />
    </AccountPage>
  );
}
