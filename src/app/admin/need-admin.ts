import { notFound } from 'next/navigation';
import { needViewer } from '../viewer.ts';

/** Strangers are led to the sign-in and back to `path`; for anybody but an admin the page does not exist. */
export async function needAdmin(path: string): Promise<void> {
  const { role } = await needViewer(path);
  if (role !== 'admin') notFound();
}
