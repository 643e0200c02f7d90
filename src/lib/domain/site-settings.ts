import { z } from 'zod';

const bytes = z.int().min(1_000_000).max(1e15);

/**
 * What admins may change while the site runs. Each has its default in the environment of web, and is asked for where
 * it is obeyed; what is not here needs a restart.
 */
export const settingSchemas = {
  /** Whether people may open an account by themselves. */
  signUpOpen: z.boolean(),
  /** Told on every page, such as that the site will be away tonight; empty: nothing is. */
  banner: z.string().trim().max(300),
  /** Largest file, by whichever door; bytes. */
  maxUploadBytes: bytes,
  /** Of one person, all sources together, bytes; null: no limit. */
  totalBytesPerPerson: bytes.nullable(),
  /** Of one person, begun within 24 hours, bytes; null: no limit. */
  dailyBytesPerPerson: bytes.nullable(),
  /** Of one person, at a time; null: no limit. */
  openUploadsPerPerson: z.int().min(1).max(1_000_000).nullable(),
} as const;

export type SettingName = keyof typeof settingSchemas;
export const settingNames = Object.keys(settingSchemas) as SettingName[];

export type SiteSettings = {
  readonly [Name in SettingName]: z.infer<(typeof settingSchemas)[Name]>;
};

/** The settings as kept, over their defaults. What this version does not understand has its default. */
export function applySettings(defaults: SiteSettings, kept: ReadonlyMap<string, unknown>): SiteSettings {
  const read = settingNames.flatMap((name) => {
    const result = kept.has(name) ? settingSchemas[name].safeParse(kept.get(name)) : undefined;
    return result?.success ? [[name, result.data] as const] : [];
  });
  return { ...defaults, ...Object.fromEntries(read) };
}
