import type { SiteSettings } from '#lib/domain/site-settings.ts';
import type { WebEnv } from '../env.ts';

/** What holds until an admin says otherwise. */
export function settingDefaultsOf(env: WebEnv): SiteSettings {
  return {
    signUpOpen: env.SIGN_UP === 'open',
    banner: env.SITE_BANNER ?? '',
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    totalBytesPerPerson: env.QUOTA_TOTAL_BYTES,
    dailyBytesPerPerson: env.QUOTA_DAILY_BYTES,
    openUploadsPerPerson: env.QUOTA_OPEN_UPLOADS,
  };
}
