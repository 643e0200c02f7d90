import { eq } from 'drizzle-orm';
import { type SitePolicy, sitePolicySchema } from '#lib/domain/site-policy.ts';
import type { Executor } from '../db/client.ts';
import { sitePolicies } from '../db/schema/site-policies.ts';

const ONLY_ID = 1;

/** The site's policy; what was never set has its default. */
export async function readSitePolicy(db: Executor): Promise<SitePolicy> {
  const [row] = await db.select().from(sitePolicies).where(eq(sitePolicies.id, ONLY_ID));
  return sitePolicySchema.parse(row?.policy ?? {});
}

export async function writeSitePolicy(db: Executor, policy: SitePolicy, changedAt: Date): Promise<void> {
  await db
    .insert(sitePolicies)
    .values({ id: ONLY_ID, policy, changedAt })
    .onDuplicateKeyUpdate({ set: { policy, changedAt } });
}
