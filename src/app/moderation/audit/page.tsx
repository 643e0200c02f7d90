import type { Metadata } from 'next';
import { serverCaller } from '#server/api/caller.ts';
import { needModerator } from '../../viewer.ts';
import { AuditSearch } from './audit-search.tsx';
import { AuditTable } from './audit-table.tsx';
import { ChainState } from './chain-state.tsx';
import { readSearch } from './read-search.ts';

export const metadata: Metadata = { title: 'Audit log' };

interface AuditProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function AuditPage({ searchParams }: AuditProps) {
  await needModerator('/moderation/audit');
  const { shown, input } = readSearch(await searchParams);
  const caller = await serverCaller();
  const page = await caller.audit.search(input);
  const nextHref =
    page.next === null
      ? null
      : `/moderation/audit?${new URLSearchParams({ ...shown, before: String(page.next) })}`;
  return (
    <>
      <h1 className="text-xl font-bold">Audit log</h1>
      <p className="mt-2 mb-4 max-w-prose text-muted">
        Who did what to whom. Rows are only added, and each is bound to the one before.
      </p>
      <ChainState />
      <AuditSearch shown={shown} />
      <AuditTable rows={page.rows} nextHref={nextHref} />
    </>
  );
}
