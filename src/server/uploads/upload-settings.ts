import type { SiteSettings } from '#lib/domain/site-settings.ts';
import type { UploadRules } from './policy.ts';
import type { UploadLimits } from './quota.ts';

/** What may change while the site runs: asked for at each upload. */
export type ReadUploadSettings = () => Promise<{
  readonly rules: UploadRules;
  readonly limits: UploadLimits;
}>;

/** @param maxPostBytes largest file of a presigned POST, bytes: the environment's alone */
export function uploadSettingsOf(
  current: () => Promise<SiteSettings>,
  maxPostBytes: number,
): ReadUploadSettings {
  return async () => {
    const site = await current();
    return {
      rules: { maxBytes: site.maxUploadBytes, maxPostBytes },
      limits: {
        totalBytes: site.totalBytesPerPerson,
        dailyBytes: site.dailyBytesPerPerson,
        openUploads: site.openUploadsPerPerson,
      },
    };
  };
}
