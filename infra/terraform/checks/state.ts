/** The applied state, as the tests of this layer read it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const resource = z.object({
  address: z.string(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  values: z.record(z.string(), z.unknown()),
});
export type Resource = z.infer<typeof resource>;

interface Module {
  resources?: Resource[] | undefined;
  child_modules?: Module[] | undefined;
}
const moduleSchema: z.ZodType<Module> = z.lazy(() =>
  z.object({ resources: z.array(resource).optional(), child_modules: z.array(moduleSchema).optional() }),
);
const stateSchema = z.object({ values: z.object({ root_module: moduleSchema }) });

const resourcesOf = (module: Module): Resource[] => [
  ...(module.resources ?? []),
  ...(module.child_modules ?? []).flatMap(resourcesOf),
];

/** What was made, without data sources. */
export function readState(file: string): readonly Resource[] {
  const { values } = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return resourcesOf(values.root_module).filter(({ mode }) => mode === 'managed');
}

const containers = z.array(
  z.object({
    name: z.string(),
    image: z.string(),
    command: z.array(z.string()).default([]),
    stopTimeout: z.number(),
    readonlyRootFilesystem: z.boolean(),
    user: z.string(),
    environment: z.array(z.object({ name: z.string(), value: z.string() })),
    secrets: z.array(z.object({ name: z.string(), valueFrom: z.string() })),
    mountPoints: z.array(z.object({ containerPath: z.string() })),
  }),
);
export type Container = z.infer<typeof containers>[number];

/** The one container of each task definition, by its name. */
export function readContainers(state: readonly Resource[]): ReadonlyMap<string, Container> {
  return new Map(
    state
      .filter(({ type }) => type === 'aws_ecs_task_definition')
      .flatMap(({ values }) => containers.parse(JSON.parse(String(values.container_definitions))))
      .map((container) => [container.name, container]),
  );
}
