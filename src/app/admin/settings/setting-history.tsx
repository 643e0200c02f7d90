'use client';

import { formatMoment } from '#lib/client/format/age.ts';
import {
  type Setting,
  type SettingChange,
  useSettingHistory,
  useSiteSettings,
} from '#lib/client/operations/use-site-settings.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { columnsOf } from '../../_ui/table-columns.ts';
import { Answer } from '../answer.tsx';
import { Section } from '../section.tsx';
import { RevertButton } from './revert-button.tsx';
import { describeSetting, isSettingName, settingTexts } from './setting-texts.ts';

type Kept = SettingChange['after'];

interface HistoryRow extends SettingChange {
  /** As it stands now; undefined for a setting that this version does not know. */
  readonly now: Setting | undefined;
}

const titleOf = (name: string) => (isSettingName(name) ? settingTexts[name].title : name);
function words(name: string, kept: Kept): string {
  if (!kept) return 'the environment’s';
  return isSettingName(name) ? describeSetting(name, kept.value) : JSON.stringify(kept.value);
}

const column = columnsOf<HistoryRow>();
const columns = column.columns([
  column.accessor('at', { header: 'When', cell: ({ getValue }) => formatMoment(getValue()) }),
  column.accessor(({ by }) => by.name ?? by.id, { id: 'by', header: 'Who' }),
  column.accessor(({ setting }) => titleOf(setting), { id: 'setting', header: 'Setting' }),
  column.accessor(({ setting, before, after }) => `${words(setting, before)} → ${words(setting, after)}`, {
    id: 'change',
    header: 'Old → new',
  }),
  column.accessor('reason', { header: 'Reason' }),
  column.display({
    id: 'revert',
    header: 'Back',
    cell: ({ row: { original } }) =>
      original.now &&
      original.now.revision !== original.revision && (
        <RevertButton
          setting={original.now}
          to={original.after}
          words={`${titleOf(original.setting)}: ${words(original.setting, original.after)}`}
        />
      ),
  }),
]);

/** Who changed what, when and why; and a way back to what was. */
export function SettingHistory() {
  const history = useSettingHistory();
  const settings = useSiteSettings();
  return (
    <Section title="History">
      <Answer query={history}>
        {(changes) => (
          <DataTable
            caption="Changes of settings"
            columns={columns}
            data={changes.map((change) => ({
              ...change,
              now: settings.data?.find(({ name }) => name === change.setting),
            }))}
            empty="Nothing was ever changed: all is as the environment says."
          />
        )}
      </Answer>
    </Section>
  );
}
