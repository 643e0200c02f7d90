import { sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { duties } from '../db/schema/duties.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { ObjectStore } from '../ports/object-store.ts';

export type ServiceStatus = 'up' | 'down';

export interface ServiceHealth {
  readonly status: ServiceStatus;
  readonly latencyMs: number;
}

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly timestamp: string;
  /** Seconds this process serves. */
  readonly uptime: number;
  readonly services: Readonly<Record<'mysql' | 'kafka' | 's3' | 'launcher', ServiceHealth>>;
}

/** A store that has not answered by then counts as down: load balancers give up after five seconds. */
const TIMEOUT_MS = 3_000;

/** Name of the duty whose holder launches workers: while it is held, the launcher is alive. */
export const LAUNCHER_DUTY = 'launcher';

async function probe(check: () => Promise<unknown>): Promise<ServiceHealth> {
  const started = performance.now();
  const timer = AbortSignal.timeout(TIMEOUT_MS);
  const late = new Promise<never>((_, reject) => {
    timer.addEventListener('abort', () => reject(timer.reason), { once: true });
  });
  const isUp = await Promise.race([check(), late]).then(
    () => true,
    () => false,
  );
  return { status: isUp ? 'up' : 'down', latencyMs: Math.round(performance.now() - started) };
}

/** Without MySQL or S3 nothing works; without Kafka or the launcher uploads wait, but are taken. */
export function createHealthService(parts: {
  db: Database;
  bus: EventBus;
  store: ObjectStore;
  clock: Clock;
  bucket: string;
}) {
  async function checkLauncher(): Promise<void> {
    const held = await parts.db.select({ name: duties.name, heldUntil: duties.heldUntil }).from(duties);
    const launcher = held.find((duty) => duty.name === LAUNCHER_DUTY);
    if (!launcher || launcher.heldUntil < parts.clock.now()) throw new Error('no orchestrator is running');
  }

  return {
    async report(): Promise<HealthReport> {
      const [mysql, kafka, s3, launcher] = await Promise.all([
        probe(() => parts.db.execute(sql`SELECT 1`)),
        probe(() => parts.bus.check()),
        probe(() => parts.store.check(parts.bucket)),
        probe(checkLauncher),
      ]);
      const isDown = mysql.status === 'down' || s3.status === 'down';
      const isDegraded = kafka.status === 'down' || launcher.status === 'down';
      return {
        status: isDown ? 'down' : isDegraded ? 'degraded' : 'ok',
        timestamp: parts.clock.now().toISOString(),
        uptime: process.uptime(),
        services: { mysql, kafka, s3, launcher },
      };
    },
  };
}
