'use client';

import { type FormEvent, useId, useState } from 'react';
import { type Setting, useSettingChange } from '#lib/client/operations/use-site-settings.ts';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { TextField } from '../../_ui/text-field.tsx';
import { SettingField } from './setting-field.tsx';
import { describeSetting, settingTexts } from './setting-texts.ts';
import { useSettingDraft } from './use-setting-draft.ts';

/** One setting: what holds, and a form to change it with a reason. */
export function SettingCard({ setting }: { readonly setting: Setting }) {
  const { name, value, standard, isStandard, revision } = setting;
  const text = settingTexts[name];
  const titleId = useId();
  const draft = useSettingDraft(setting);
  const [reason, setReason] = useState('');
  const { change, isBusy, sentence } = useSettingChange();

  const send = (order: { readonly value?: NonNullable<typeof value> | null }) =>
    change({ setting: name, basedOn: revision, reason, ...order });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.value !== undefined) send({ value: draft.value });
  }

  return (
    <form aria-labelledby={titleId} onSubmit={submit} className="card grid content-start gap-3 p-5">
      <div>
        <h2 id={titleId} className="font-semibold">
          {text.title}
        </h2>
        <p className="text-sm text-muted">{text.note}</p>
        <p className="mt-2 wrap-anywhere" data-testid={`holds-${name}`}>
          Now: <strong>{describeSetting(name, value)}</strong>
          {isStandard && ', from the environment'}
        </p>
      </div>
      <SettingField name={name} draft={draft} />
      <TextField
        label="Reason"
        value={reason}
        maxLength={500}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      <ProblemNote sentence={sentence} />
      <div className="flex flex-wrap gap-3">
        <button
          type="submit"
          className="button button-primary"
          disabled={isBusy || reason.trim() === '' || draft.value === undefined || draft.value === value}
        >
          Save
        </button>
        {!isStandard && (
          <button
            type="button"
            className="button button-quiet"
            disabled={isBusy || reason.trim() === ''}
            onClick={() => send({})}
          >
            Back to the environment’s: {describeSetting(name, standard)}
          </button>
        )}
      </div>
    </form>
  );
}
