import type { ReactNode } from 'react';
import { SettingsNav } from './settings-nav.tsx';

export default function SettingsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="mx-auto max-w-3xl">
      <p className="mb-4 text-2xl font-bold">Settings</p>
      <SettingsNav />
      {children}
    </div>
  );
}
