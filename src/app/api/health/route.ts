import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const report = await webContainer().health.report();
  return Response.json(report, {
    status: report.status === 'down' ? 503 : 200,
    headers: { 'cache-control': 'no-store' },
  });
}
