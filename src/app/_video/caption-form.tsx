'use client';

import { type FormEvent, useId } from 'react';
import { TextField } from '../_ui/text-field.tsx';

interface CaptionFormProps {
  readonly isBusy: boolean;
  readonly onSubmit: (upload: { file: File; language: string; label: string }) => void;
}

/** What is asked for most; any other tag can be typed. */
const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt-BR',
  'nl',
  'pl',
  'tr',
  'uk',
  'ar',
  'hi',
  'zh-Hans',
  'ja',
  'ko',
];

/** One file of captions and its language. */
export function CaptionForm({ isBusy, onSubmit }: CaptionFormProps) {
  const fileId = useId();
  const listId = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get('file');
    if (!(file instanceof File)) return;
    onSubmit({
      file,
      language: String(form.get('language')).trim(),
      label: String(form.get('label')).trim(),
    });
  }

  return (
    <form onSubmit={submit} className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-[2fr_1fr_1fr_auto]">
      <div>
        <label htmlFor={fileId} className="mb-1.5 block text-sm font-semibold">
          File, SRT or WebVTT
        </label>
        <input
          id={fileId}
          name="file"
          type="file"
          accept=".srt,.vtt,text/vtt,application/x-subrip"
          required
          className="field py-2 text-sm file:mr-3 file:font-semibold"
        />
      </div>
      <TextField
        label="Language"
        name="language"
        list={listId}
        placeholder="en"
        required
        maxLength={35}
        autoCapitalize="none"
      />
      <datalist id={listId}>
        {languages.map((language) => (
          <option key={language} value={language} />
        ))}
      </datalist>
      <TextField label="Name" name="label" placeholder="As the language" maxLength={100} />
      <button type="submit" className="button button-quiet sm:mt-[1.6875rem]" disabled={isBusy}>
        Add captions
      </button>
    </form>
  );
}
