/** What a test spawns (a worker, FFmpeg, a browser) carries the stack's id, so that a leak is found and fails the run. */
import { inject, vi } from 'vitest';
import { stackIdVariable } from '../infra/local/processes/process-identity.ts';

vi.stubEnv(stackIdVariable, inject('stack').env[stackIdVariable]);
