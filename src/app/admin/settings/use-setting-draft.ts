'use client';

import { useState } from 'react';
import { gigabytesField, readNumberField } from '#lib/client/operations/setting-field.ts';
import type { Setting } from '#lib/client/operations/use-site-settings.ts';
import { settingTexts } from './setting-texts.ts';

function fieldOf({ name, value }: Setting): string {
  if (settingTexts[name].kind === 'gigabytes') return gigabytesField(value === null ? null : Number(value));
  return value === null ? '' : String(value);
}

/** What somebody has typed for a setting, and the value that it stands for; undefined: none. */
export function useSettingDraft(setting: Setting) {
  const [typed, setTyped] = useState(fieldOf(setting));
  const { kind, mayBeUnlimited } = settingTexts[setting.name];
  function readTyped(): boolean | string | number | null | undefined {
    switch (kind) {
      case 'switch':
        return typed === 'true';
      case 'text':
        return typed.trim();
      case 'gigabytes':
      case 'count': {
        const number = readNumberField(typed, kind);
        return number === null && !mayBeUnlimited ? undefined : number;
      }
    }
  }
  return { typed, setTyped, value: readTyped() };
}
export type SettingDraft = ReturnType<typeof useSettingDraft>;
