/** The web processes: one on PORT, or several on free ports behind the round-robin proxy. */
import path from 'node:path';
import { checkoutDir } from '../checkout.ts';
import type { ProcessSpec } from '../processes/supervised-process.ts';
import type { ServiceContext } from '../services/service-context.ts';
import { errorMessageOf } from './log-lines.ts';
import { nodeArgs } from './node-args.ts';
import { programEnv } from './program-env.ts';

const nextCli = path.join('node_modules', 'next', 'dist', 'bin', 'next');

export interface WebAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** From 0, among the replicas: each has its metrics on a port of its own, from WEB_METRICS_PORT on. */
  readonly replica?: number;
}

export type Mode = 'production' | 'development';

export function webSpec(
  { settings, secrets, env }: ServiceContext,
  address: WebAddress,
  mode: Mode,
): ProcessSpec {
  return {
    name: address.name,
    command: process.execPath,
    args: [
      ...nodeArgs,
      nextCli,
      mode === 'production' ? 'start' : 'dev',
      '-H',
      address.host,
      '-p',
      String(address.port),
    ],
    cwd: checkoutDir,
    env: {
      ...env,
      ...programEnv(settings, secrets),
      NODE_ENV: mode,
      PORT: String(address.port),
      NEXT_TELEMETRY_DISABLED: '1',
      WEB_METRICS_PORT: metricsPortOf(env.WEB_METRICS_PORT, address.replica),
    },
    isReady: () => serves(address),
    readyWithinSeconds: 90,
    importantPart: errorMessageOf,
  };
}

/** An empty or absent port, and 0, mean none. */
function metricsPortOf(first: string | undefined, replica = 0): string {
  return Number(first) > 0 ? String(Number(first) + replica) : '0';
}

/** `live`, not `health`: web is up even while Kafka or a worker is not. */
async function serves({ host, port }: WebAddress): Promise<boolean> {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host;
  try {
    return (
      await fetch(`http://${reachable}:${port}/api/health/live`, { signal: AbortSignal.timeout(20_000) })
    ).ok;
  } catch {
    // Not up yet: the caller asks again until its deadline and then shows the log.
    return false;
  }
}
