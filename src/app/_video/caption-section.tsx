'use client';

import { useState } from 'react';
import { useCaptions } from '#lib/client/captions/use-captions.ts';
import { ConfirmButton } from '../_ui/confirm-button.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { CaptionForm } from './caption-form.tsx';

interface CaptionSectionProps {
  readonly videoId: string;
  /** Told when what the player can offer has changed. */
  readonly onChange: () => void;
}

/** The video's captions by language, and a way to add some. */
export function CaptionSection({ videoId, onChange }: CaptionSectionProps) {
  const { captions, add, remove, isBusy, sentence } = useCaptions(videoId, onChange);
  // A form that has done its work makes room for a fresh one.
  const [formNumber, setFormNumber] = useState(0);
  return (
    <section aria-labelledby="captions-title" className="grid gap-3 border-t border-line pt-4">
      <h2 id="captions-title" className="text-base font-semibold">
        Captions
      </h2>
      {captions.length > 0 && (
        <ul className="divide-y divide-line">
          {captions.map(({ language, label, cueCount, url }) => (
            <li key={language} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <span className="font-semibold">{label}</span>
              <span className="text-sm text-muted">
                {language} · {cueCount} {cueCount === 1 ? 'line' : 'lines'}
              </span>
              <span className="ml-auto flex gap-1">
                {url && (
                  <a href={url} className="button button-small button-plain" download>
                    Download
                  </a>
                )}
                <ConfirmButton
                  className="button button-small button-plain"
                  question={`Remove the captions “${label}”?`}
                  consequence="Viewers can no longer choose them. You can upload them again."
                  verb="Remove"
                  disabled={isBusy}
                  onConfirm={() => remove(language)}
                >
                  Remove
                </ConfirmButton>
              </span>
            </li>
          ))}
        </ul>
      )}
      <CaptionForm
        key={formNumber}
        isBusy={isBusy}
        onSubmit={(upload) => add.mutate(upload, { onSuccess: () => setFormNumber(formNumber + 1) })}
      />
      <ProblemNote sentence={sentence} />
    </section>
  );
}
