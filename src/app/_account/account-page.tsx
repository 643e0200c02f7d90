import type { ReactNode } from 'react';

/** The frame of the sign-in and register pages. */
export function AccountPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="mx-auto max-w-md pt-4 sm:pt-12">
      <h1 className="text-3xl font-bold">{title}</h1>
      <div className="card mt-6 p-5 sm:p-7">{children}</div>
    </div>
  );
}
