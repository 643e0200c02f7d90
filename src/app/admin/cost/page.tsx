import type { Metadata } from 'next';
import { needAdmin } from '../need-admin.ts';
import { CostView } from './cost-view.tsx';

export const metadata: Metadata = { title: 'Cost' };

export default async function CostPage() {
  await needAdmin('/admin/cost');
  return (
    <>
      <h1 className="text-xl font-bold">Cost by day</h1>
      <p className="mt-2 mb-4 max-w-prose text-muted">
        At the list prices of AWS: the encoding of each day, and a month of storage of what became ready on
        it. Days are of UTC.
      </p>
      <CostView />
    </>
  );
}
