import { formatBytes } from '#lib/client/format/bytes.ts';
import type { SettingName } from '#lib/domain/site-settings.ts';

type SettingKind = 'switch' | 'text' | 'gigabytes' | 'count';

interface SettingText {
  readonly title: string;
  readonly note: string;
  readonly kind: SettingKind;
  /** An empty field is no limit. */
  readonly mayBeUnlimited?: true;
}

export const settingTexts: Readonly<Record<SettingName, SettingText>> = {
  signUpOpen: {
    title: 'Sign-up',
    note: 'Whether people may open an account by themselves. Who has one is not affected.',
    kind: 'switch',
  },
  banner: {
    title: 'Banner',
    note: 'A sentence on every page, such as when the site will be away. Empty: none.',
    kind: 'text',
  },
  maxUploadBytes: {
    title: 'Largest file',
    note: 'By every door; some take less. Uploads that have begun go on.',
    kind: 'gigabytes',
  },
  totalBytesPerPerson: {
    title: 'Storage of one person',
    note: 'All their sources together, those on their way included.',
    kind: 'gigabytes',
    mayBeUnlimited: true,
  },
  dailyBytesPerPerson: {
    title: 'Uploads of one person in a day',
    note: 'Begun within 24 hours.',
    kind: 'gigabytes',
    mayBeUnlimited: true,
  },
  openUploadsPerPerson: {
    title: 'Uploads of one person at a time',
    note: 'Begun and not ended.',
    kind: 'count',
    mayBeUnlimited: true,
  },
};

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(settingTexts, name);

/** A value as people read it. */
export function describeSetting(name: SettingName, value: unknown): string {
  if (value === null) return 'no limit';
  switch (settingTexts[name].kind) {
    case 'switch':
      return value === true ? 'open' : 'closed';
    case 'text':
      return value === '' ? 'none' : String(value);
    case 'gigabytes':
      return formatBytes(Number(value));
    case 'count':
      return String(value);
  }
}
