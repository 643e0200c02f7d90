/** A program of its own: makes the topics that are not there. On one machine `npm run up` does. */
import { deadLettersEnvSchema, readEnv } from '../env.ts';
import { makeTopics } from '../topics-container.ts';

try {
  const made = await makeTopics(readEnv(deadLettersEnvSchema));
  process.stdout.write(made.length === 0 ? 'all topics are there\n' : `made ${made.join(', ')}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
