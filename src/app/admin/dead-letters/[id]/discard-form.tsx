'use client';

import { useState } from 'react';
import { ConfirmButton } from '../../../_ui/confirm-button.tsx';
import { TextField } from '../../../_ui/text-field.tsx';

interface DiscardFormProps {
  readonly id: string;
  readonly isBusy: boolean;
  readonly onDiscard: (reason: string) => void;
}

/** Nothing is discarded without a reason, and not by one click. */
export function DiscardForm({ id, isBusy, onDiscard }: DiscardFormProps) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <div className="grid justify-items-start gap-3">
      <div className="w-full">
        <TextField
          label="Reason"
          value={reason}
          maxLength={500}
          required
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <ConfirmButton
        className="button button-quiet"
        question={`Discard ${id}?`}
        consequence={`Nobody will handle it. The reason: ${given}`}
        verb="Discard"
        disabled={isBusy || given === ''}
        onConfirm={() => onDiscard(given)}
      >
        Discard…
      </ConfirmButton>
    </div>
  );
}
