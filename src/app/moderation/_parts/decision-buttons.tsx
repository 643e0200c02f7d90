import { Check, EyeOff, RotateCcw, X } from 'lucide-react';
import { type Decision, decisions, stateAfter } from '#lib/domain/moderation.ts';
import type { ModerationState } from '#lib/domain/video-status.ts';

interface DecisionButtonsProps {
  /** Where the videos stand that the decision would be about. */
  readonly states: readonly ModerationState[];
  readonly title: string;
  readonly isBusy: boolean;
  readonly onDecide: (decision: Decision) => void;
}

const looks = {
  approve: { name: 'Approve', icon: Check },
  reject: { name: 'Reject', icon: X },
  hide: { name: 'Hide', icon: EyeOff },
  restore: { name: 'Restore', icon: RotateCcw },
} as const;

/** What can be decided about at least one of them. */
export function DecisionButtons({ states, title, isBusy, onDecide }: DecisionButtonsProps) {
  const possible = decisions.filter((decision) => states.some((state) => stateAfter(decision, state)));
  return (
    <div className="flex flex-wrap gap-2">
      {possible.map((decision) => {
        const { name, icon: Icon } = looks[decision];
        return (
          <button
            key={decision}
            type="button"
            className="button button-small button-quiet"
            disabled={isBusy}
            onClick={() => onDecide(decision)}
          >
            <Icon className="size-4" aria-hidden="true" />
            <span>
              {name}
              <span className="sr-only"> {title}</span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
