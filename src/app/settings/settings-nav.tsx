import { SectionNav } from '../_ui/section-nav.tsx';

const sections = [
  { href: '/settings', name: 'Account' },
  { href: '/settings/devices', name: 'Your devices' },
  { href: '/settings/api-keys', name: 'API keys' },
  { href: '/settings/webhooks', name: 'Webhooks' },
] as const;

export function SettingsNav() {
  return <SectionNav label="Settings" sections={sections} />;
}
