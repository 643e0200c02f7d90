import type { SettingName } from '#lib/domain/site-settings.ts';
import { TextField } from '../../_ui/text-field.tsx';
import { settingTexts } from './setting-texts.ts';
import type { SettingDraft } from './use-setting-draft.ts';

interface SettingFieldProps {
  readonly name: SettingName;
  readonly draft: SettingDraft;
}

/** The control of a setting, by its kind. */
export function SettingField({ name, draft: { typed, setTyped, value } }: SettingFieldProps) {
  const { title, kind, mayBeUnlimited } = settingTexts[name];
  if (kind === 'switch') {
    return (
      <label className="flex items-center gap-3">
        <input
          type="checkbox"
          checked={typed === 'true'}
          onChange={(event) => setTyped(String(event.target.checked))}
          className="size-4.5 accent-accent"
        />
        Open
      </label>
    );
  }
  const unit = kind === 'gigabytes' ? ', GB' : '';
  return (
    <TextField
      label={`${title}${unit}`}
      value={typed}
      maxLength={300}
      inputMode={kind === 'text' ? 'text' : 'decimal'}
      {...(mayBeUnlimited && { hint: 'Empty: no limit.' })}
      problem={value === undefined ? 'This is no number.' : undefined}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
