import { TRPCError } from '@trpc/server';
import { notFound } from 'next/navigation';

const nothingHere: readonly string[] = ['NOT_FOUND', 'FORBIDDEN', 'UNPROCESSABLE_CONTENT'];

/** What one may not change does not exist in the studio: 404, whatever the reason. */
export async function findOr404<Found>(asked: Promise<Found>): Promise<Found> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TRPCError && nothingHere.includes(error.code)) notFound();
    throw error;
  }
}
