/**
 * Vitest globalSetup of the layers contract, integration and e2e. All of them share ONE stack per run: the first
 * project that asks starts it, the last one that is done stops it. Web and orchestrator run for the layers that need them.
 */
import type { TestProject } from 'vitest/node';
import { stackIdVariable } from '../infra/local/processes/process-identity.ts';
import { sayToTerminal } from '../infra/local/progress.ts';
import type { Stack } from '../infra/local/stack.ts';
import { createTestStack, removeDeadTestStacks, removeTestStack } from '../infra/local/test-stack.ts';
import { type StackControl, startStackControl } from './stack-control.ts';

export interface ProvidedStack {
  /** Where the browser and REST clients go. Serves only in the layers integration and e2e. */
  readonly url: string;
  /** The environment of web, orchestrator and workers, for tests that build parts of them in their own process. */
  readonly env: Record<string, string>;
  readonly admin: { readonly email: string; readonly password: string };
  readonly dataDir: string;
  /** See `shared-stack.ts`. */
  readonly controlUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    stack: ProvidedStack;
  }
}

interface Shared {
  users: number;
  stack: Stack;
  control: StackControl;
  programsRun: boolean;
}

const layersWithPrograms = ['integration', 'e2e'];

/** Every project loads this file anew; only the global object is common to them. */
const holder = globalThis as { sluiceTestStack?: Promise<Shared> };

async function startShared(): Promise<Shared> {
  await removeDeadTestStacks({ withKeptLogs: false });
  const stack = await createTestStack(sayToTerminal);
  try {
    await stack.startServices();
    await stack.migrate();
    return { users: 0, stack, control: await startStackControl(stack), programsRun: false };
  } catch (error) {
    await removeTestStack(stack, { keepLogs: true });
    throw error;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder.sluiceTestStack ??= startShared();
  const shared = await holder.sluiceTestStack;
  const { stack, control } = shared;
  shared.users += 1;

  async function teardown(): Promise<void> {
    shared.users -= 1;
    if (shared.users > 0) return;
    holder.sluiceTestStack = undefined;
    await control.close();
    const keepLogs = project.vitest.state.getCountOfFailedTests() > 0;
    const leftovers = await removeTestStack(stack, { keepLogs });
    if (keepLogs) sayToTerminal(`The logs of the stack are in ${stack.settings.dataDir}/logs`);
    if (leftovers.length > 0) {
      const names = leftovers.map(({ pid, commandLine }) => `${pid} ${commandLine}`);
      // Vitest prints an error of a teardown and still ends well.
      process.exitCode = 1;
      throw new Error(`Processes outlived their parents: ${names.join('; ')}`);
    }
  }

  if (layersWithPrograms.includes(project.name) && !shared.programsRun) {
    shared.programsRun = true;
    try {
      await stack.startPrograms('production');
    } catch (error) {
      await teardown();
      throw error;
    }
  }
  project.provide('stack', {
    url: stack.settings.publicUrl,
    env: { ...stack.env, [stackIdVariable]: stack.stackId },
    admin: { email: stack.secrets.adminEmail, password: stack.secrets.adminPassword },
    dataDir: stack.settings.dataDir,
    controlUrl: control.url,
  });
  return teardown;
}
