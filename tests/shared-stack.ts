/** What a test of the layers contract, integration and e2e sees of the shared stack. */
import { inject } from 'vitest';
import type { ProvidedStack } from './stack.ts';
import type { ControlAction } from './stack-control.ts';

export const sharedStack = (): ProvidedStack => inject('stack');

/**
 * `name`: mariadb, kafka, versitygw, web, orchestrator. `kill` is a SIGKILL after which the supervisor starts it again;
 * `stop` lasts until `start`; `pause` (a hang, or a lost network) lasts until `resume`. Returns the pid, null when down.
 */
export async function controlProcess(name: string, action: ControlAction): Promise<number | null> {
  const response = await fetch(`${sharedStack().controlUrl}/${name}/${action}`, { method: 'POST' });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${action} ${name}: ${String(body)}`);
  const hasPid = typeof body === 'object' && body !== null && 'pid' in body && typeof body.pid === 'number';
  return hasPid ? Number(body.pid) : null;
}
