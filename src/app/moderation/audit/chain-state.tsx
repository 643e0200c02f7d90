'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { formatMoment } from '#lib/client/format/age.ts';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { ProblemNote } from '../../_ui/problem-note.tsx';

const rows = (count: number) => (count === 1 ? '1 row' : `${count} rows`);

/** Whether the log is as it was written. To find out means to read all of it, so the page does not wait for that. */
export function ChainState() {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.audit.verification.queryOptions());
  if (error) return <ProblemNote sentence={problemOf(error).sentence} />;
  const Icon = data?.holds === false ? ShieldAlert : ShieldCheck;
  return (
    <div role="status" className="card flex items-start gap-3 p-4" data-chain={data ? data.holds : 'unknown'}>
      <Icon
        className={`mt-0.5 size-5 shrink-0 ${data ? (data.holds ? 'text-good' : 'text-bad') : 'text-muted'}`}
        aria-hidden="true"
      />
      {data ? (
        <div className="text-sm">
          <p className="font-semibold">
            {data.holds
              ? `The chain holds: ${rows(data.checked)} as they were written.`
              : `The chain is broken after ${rows(data.checked)}. ${data.sentence ?? ''}`}
          </p>
          <p className="text-muted">
            Followed from its first row on {formatMoment(data.checkedAt)}
            {data.older > 0 && `; ${rows(data.older)} are older than the chain`}.
          </p>
        </div>
      ) : (
        <p className="text-sm">Following the chain from its first row …</p>
      )}
    </div>
  );
}
