import { orchestratorEnvSchema, readEnv } from '../env.ts';
import { createOrchestrator } from '../orchestrator-container.ts';

const orchestrator = createOrchestrator(readEnv(orchestratorEnvSchema));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    orchestrator.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

await orchestrator.start();
