import { Globe } from 'lucide-react';
import { type Visibility, visibilities } from '#lib/domain/video-status.ts';

interface VisibilityPickerProps {
  readonly title: string;
  readonly value: Visibility;
  readonly disabled?: boolean;
  /** The one-click way; of no use where there will be nothing to watch. */
  readonly offersPublishing?: boolean;
  readonly onChange: (visibility: Visibility) => void;
}

const names: Readonly<Record<Visibility, string>> = {
  private: 'Private: only you',
  unlisted: 'Unlisted: who has the link',
  public: 'Public: everyone',
};

/** Who may see it, and publishing in one click. */
export function VisibilityPicker(props: VisibilityPickerProps) {
  const { title, value, disabled, offersPublishing = true, onChange } = props;
  const choose = (asked: string) => {
    const known = visibilities.find((visibility) => visibility === asked);
    if (known) onChange(known);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <select
        aria-label={`Who may see ${title}`}
        className="field min-h-9 w-auto text-sm"
        value={value}
        disabled={disabled}
        onChange={(event) => choose(event.target.value)}
      >
        {visibilities.map((visibility) => (
          <option key={visibility} value={visibility}>
            {names[visibility]}
          </option>
        ))}
      </select>
      {offersPublishing && value !== 'public' && (
        <button
          type="button"
          className="button button-small button-primary"
          disabled={disabled}
          onClick={() => onChange('public')}
        >
          <Globe className="size-4" aria-hidden="true" />
          Publish
        </button>
      )}
    </div>
  );
}
