'use client';

import { useSiteSettings } from '#lib/client/operations/use-site-settings.ts';
import { Answer } from '../answer.tsx';
import { SettingCard } from './setting-card.tsx';

export function SettingList() {
  const settings = useSiteSettings();
  return (
    <Answer query={settings}>
      {(found) => (
        <div className="grid gap-4 lg:grid-cols-2">
          {found.map((setting) => (
            // Changed by somebody else, its form begins anew with what holds now.
            <SettingCard key={`${setting.name} ${setting.revision}`} setting={setting} />
          ))}
        </div>
      )}
    </Answer>
  );
}
