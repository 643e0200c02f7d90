'use client';

import {
  type Setting,
  type SettingChange,
  type SettingOrder,
  useSettingChange,
} from '#lib/client/operations/use-site-settings.ts';
import { ConfirmButton } from '../../_ui/confirm-button.tsx';
import { ProblemNote } from '../../_ui/problem-note.tsx';

interface RevertButtonProps {
  readonly setting: Setting;
  /** What held once; null: what the environment says. */
  readonly to: SettingChange['after'];
  readonly words: string;
}

/** Makes an earlier value hold again, as a new change. */
export function RevertButton({ setting, to, words }: RevertButtonProps) {
  const { change, isBusy, sentence } = useSettingChange();
  const order: SettingOrder = {
    setting: setting.name,
    basedOn: setting.revision,
    reason: 'Back to an earlier value.',
    ...(to && { value: to.value as SettingOrder['value'] }),
  };
  return (
    <>
      <ConfirmButton
        className="button button-small button-quiet"
        question={`Go back to ${words}?`}
        consequence="It holds at once, and stands in the history as a new change."
        verb="Go back"
        disabled={isBusy}
        onConfirm={() => change(order)}
      >
        Go back<span className="sr-only"> to {words}</span>
      </ConfirmButton>
      <ProblemNote sentence={sentence} />
    </>
  );
}
