import type { ReactNode } from 'react';
import { AdminNav } from './admin-nav.tsx';

export default function AdminLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="mx-auto max-w-6xl">
      <p className="mb-4 text-2xl font-bold">Operations</p>
      <AdminNav />
      {children}
    </div>
  );
}
