/** Memory of one process of the stack, its children left out. */
import { readFile } from 'node:fs/promises';
import { controlProcess } from '../shared-stack.ts';

/** Resident set, bytes: what the kernel holds in memory for it. */
export async function residentBytes(name: 'web' | 'orchestrator'): Promise<number> {
  const pid = await controlProcess(name, 'identity');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`${name} (${pid}) has no resident set`);
  return Number(kib) * 1024;
}
