/** `npm run dlq`: the dead letters of the Kafka that KAFKA_BROKERS names, or of the local stack. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkoutDir } from '../checkout.ts';
import { inheritedEnv, readStackSettings } from '../env.ts';
import { nodeArgs } from '../programs/node-args.ts';
import { kafkaBroker } from '../services/kafka.ts';

/** @returns the program's exit code */
export function dlq(args: readonly string[]): Promise<number> {
  const program = path.join('src', 'server', 'dead-letters', 'main.ts');
  const KAFKA_BROKERS = inheritedEnv.KAFKA_BROKERS || kafkaBroker(readStackSettings());
  const child = spawn(process.execPath, [...nodeArgs, program, ...args], {
    cwd: checkoutDir,
    env: { ...inheritedEnv, KAFKA_BROKERS },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
