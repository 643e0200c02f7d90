import type { Metadata } from 'next';
import { needAdmin } from '../need-admin.ts';
import { UploadTable } from './upload-table.tsx';

export const metadata: Metadata = { title: 'Uploads in flight' };

export default async function UploadsInFlightPage() {
  await needAdmin('/admin/uploads');
  return (
    <>
      <h1 className="mb-4 text-xl font-bold">Uploads in flight</h1>
      <UploadTable />
    </>
  );
}
