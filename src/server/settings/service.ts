import { AppError } from '#lib/domain/errors.ts';
import {
  applySettings,
  type SettingName,
  type SiteSettings,
  settingNames,
  settingSchemas,
} from '#lib/domain/site-settings.ts';
import type { Viewer } from '../accounts/viewer.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import type { Clock } from '../ports/clock.ts';
import { findChange, findHistory, findLastChanges, insertChange } from './repository.ts';

/** Every replica obeys a change after this long at most. */
const FRESH_MS = 2_000;

export interface SettingOrder {
  readonly setting: SettingName;
  /** Absent: what the environment says. */
  readonly value?: unknown;
  /** The revision that whoever orders it has seen; 0: none. */
  readonly basedOn: number;
  readonly reason: string;
}

/** What admins change while the site runs. That it is an admin who orders was judged at the door. */
export function createSettingsService(parts: { db: Database; clock: Clock; defaults: SiteSettings }) {
  const { db, clock, defaults } = parts;
  let latest: { readonly reading: Promise<SiteSettings>; readonly readAtMs: number } | undefined;
  let known: SiteSettings | undefined;

  async function read(): Promise<SiteSettings> {
    const changes = await findLastChanges(db);
    const kept = changes.flatMap(({ setting, value }) => (value ? [[setting, value.value] as const] : []));
    known = applySettings(defaults, new Map(kept));
    return known;
  }

  /** Every page asks: one that needs no database is drawn while there is none. What changes anything needs it anyway. */
  function lastKnown(error: unknown): SiteSettings {
    if (!known) throw error;
    return known;
  }

  function check({ setting, value }: SettingOrder): unknown {
    const result = settingSchemas[setting].safeParse(value);
    if (result.success) return result.data;
    const message = result.error.issues[0]?.message ?? 'This value is not one of this setting.';
    throw new AppError('VALIDATION_FAILED', message, { details: { fields: [{ path: 'value', message }] } });
  }

  return {
    /**
     * What holds, known for at most two seconds; while MySQL does not answer, what was last read.
     * @throws when it has never answered
     */
    current(): Promise<SiteSettings> {
      const readAtMs = clock.now().getTime();
      if (latest && readAtMs - latest.readAtMs < FRESH_MS) return latest.reading;
      const entry = { reading: read().catch(lastKnown), readAtMs };
      latest = entry;
      entry.reading.catch(() => {
        // Whoever asked gets the error; the next one asks anew.
        if (latest === entry) latest = undefined;
      });
      return entry.reading;
    },

    /** Each setting as it stands now, and what the environment says of it. */
    async list() {
      const [changes, settings] = await Promise.all([findLastChanges(db), read()]);
      const last = new Map(changes.map((change) => [change.setting, change]));
      return settingNames.map((name) => ({
        name,
        value: settings[name],
        standard: defaults[name],
        isStandard: !last.get(name)?.value,
        revision: last.get(name)?.revision ?? 0,
      }));
    },

    /** The newest changes of all settings, each with what was before; null: what the environment says. */
    async history(limit: number) {
      const found = await findHistory(db, limit);
      return Promise.all(
        found.map(async ({ change, byName }) => {
          const setting = settingNames.find((name) => name === change.setting);
          const before = setting && (await findChange(db, setting, change.revision - 1));
          return {
            setting: change.setting,
            revision: change.revision,
            before: before?.value ?? null,
            after: change.value ?? null,
            reason: change.reason,
            by: { id: change.changedBy, name: byName },
            at: change.changedAt.toISOString(),
          };
        }),
      );
    },

    /**
     * Changes one setting, or gives it back to the environment; written down with what it was before.
     * @throws AppError VALIDATION_FAILED; SETTING_CONFLICT when somebody else has changed it since
     */
    async change(viewer: Viewer, order: SettingOrder, address: string | null): Promise<void> {
      const { setting, basedOn, reason } = order;
      const value = order.value === undefined ? null : { value: check(order) };
      await db.transaction(async (tx) => {
        const before = await findChange(tx, setting, basedOn);
        const change = {
          ...{ setting, revision: basedOn + 1, value, reason },
          ...{ changedBy: viewer.userId, changedAt: clock.now() },
        };
        const isNext = basedOn === 0 || before !== undefined;
        if (!isNext || !(await insertChange(tx, change))) throw new AppError('SETTING_CONFLICT');
        await recordAudit(tx, clock, {
          actorId: viewer.userId,
          action: 'site.setting-changed',
          subject: { type: 'site', id: setting },
          address,
          details: { before: before?.value ?? null, after: value, reason, revision: change.revision },
        });
      });
      latest = undefined;
    },
  };
}
