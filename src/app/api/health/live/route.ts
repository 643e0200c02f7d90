export const dynamic = 'force-dynamic';

/** Says only that this process serves: the load balancer must not take web down when Kafka is away. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
