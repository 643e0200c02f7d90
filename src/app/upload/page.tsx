import type { Metadata } from 'next';
import { formatBytes } from '#lib/client/format/bytes.ts';
import { webContainer } from '#server/container.ts';
import { needViewer } from '../viewer.ts';
import { UploadPanel } from './upload-panel.tsx';

export const metadata: Metadata = { title: 'Upload' };

export default async function UploadPage() {
  await needViewer('/upload');
  const { MAX_UPLOAD_BYTES } = webContainer().env;
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="mb-6 text-2xl font-bold">Upload</h1>
      <UploadPanel limit={formatBytes(MAX_UPLOAD_BYTES)} />
    </div>
  );
}
