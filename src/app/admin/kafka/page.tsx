import type { Metadata } from 'next';
import { needAdmin } from '../need-admin.ts';
import { LagView } from './lag-view.tsx';

export const metadata: Metadata = { title: 'Kafka' };

export default async function KafkaPage() {
  await needAdmin('/admin/kafka');
  return (
    <>
      <h1 className="mb-4 text-xl font-bold">Kafka</h1>
      <LagView />
    </>
  );
}
