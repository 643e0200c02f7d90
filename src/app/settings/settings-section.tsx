import type { ReactNode } from 'react';

interface SettingsSectionProps {
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
}

/** One thing that can be set: what it is beside what is done about it. */
export function SettingsSection({ title, note, children }: SettingsSectionProps) {
  return (
    <section className="card grid gap-5 p-5 sm:grid-cols-[1fr_1.6fr] sm:p-7">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="mt-1 text-sm text-muted">{note}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
