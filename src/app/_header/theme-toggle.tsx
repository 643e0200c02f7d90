'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';

const themes = [
  { name: 'system', label: 'like the system', Icon: Monitor },
  { name: 'light', label: 'light', Icon: Sun },
  { name: 'dark', label: 'dark', Icon: Moon },
] as const;

const never = () => () => undefined;

export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  // The server does not know the theme; until the browser has said, the first one stands.
  const isKnown = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const index = isKnown
    ? Math.max(
        0,
        themes.findIndex(({ name }) => name === theme),
      )
    : 0;
  const current = themes[index] ?? themes[0];
  const next = themes[(index + 1) % themes.length] ?? themes[0];
  const label = `Theme: ${current.label}. Switch to ${next.label}`;
  return (
    <button
      type="button"
      className="button button-small button-plain px-2.5"
      aria-label={label}
      title={label}
      onClick={() => setTheme(next.name)}
    >
      <current.Icon className="size-4.5" aria-hidden="true" />
    </button>
  );
}
