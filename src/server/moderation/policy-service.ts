import type { SitePolicy } from '#lib/domain/site-policy.ts';
import type { Viewer } from '../accounts/viewer.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import type { Clock } from '../ports/clock.ts';
import { readSitePolicy, writeSitePolicy } from './policy-repository.ts';

/** How the site publishes. Moderators read it; that an admin changes it was judged at the door. */
export function createPolicyService({ db, clock }: { db: Database; clock: Clock }) {
  return {
    read: (): Promise<SitePolicy> => readSitePolicy(db),

    /** Counts for what becomes ready, is edited or is reported from now on. The audit row holds what it was before. */
    async change(viewer: Viewer, policy: SitePolicy, address: string | null): Promise<SitePolicy> {
      await db.transaction(async (tx) => {
        const before = await readSitePolicy(tx);
        if (JSON.stringify(before) === JSON.stringify(policy)) return;
        await writeSitePolicy(tx, policy, clock.now());
        await recordAudit(tx, clock, {
          actorId: viewer.userId,
          action: 'site.policy-changed',
          subject: { type: 'site', id: 'policy' },
          address,
          details: { before, after: policy },
        });
      });
      return readSitePolicy(db);
    },
  };
}
