/** What of ECS's JSON protocol (AWS JSON 1.1) the fake understands. */
import { z } from 'zod';

const nameAndValue = z.object({ name: z.string(), value: z.string() });
export type NameAndValue = z.infer<typeof nameAndValue>;

export const runTaskCall = z.object({
  cluster: z.string(),
  taskDefinition: z.string(),
  clientToken: z
    .string()
    .max(64)
    .regex(/^[\x21-\x7e]+$/),
  startedBy: z
    .string()
    .max(128)
    .regex(/^[\w/-]+$/),
  capacityProviderStrategy: z.array(z.object({ capacityProvider: z.string() })).min(1),
  overrides: z.object({
    containerOverrides: z.array(z.object({ name: z.string(), environment: z.array(nameAndValue) })),
  }),
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
});
export type RunTaskCall = z.infer<typeof runTaskCall>;

export const describeTasksCall = z.object({ cluster: z.string(), tasks: z.array(z.string()).max(100) });
/** ECS allows no other filter beside `startedBy`. */
export const listTasksCall = z.strictObject({ cluster: z.string(), startedBy: z.string() });
export const stopTaskCall = z.object({
  cluster: z.string(),
  task: z.string(),
  reason: z.string().max(255).optional(),
});

/** An error as ECS sends it: its type in `__type`, 400 for the caller's faults, 500 for its own. */
export class EcsError extends Error {
  readonly type: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(type: string, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'EcsError';
    this.type = type;
    this.more = more;
  }

  get status(): number {
    return this.type === 'ServerException' ? 500 : 400;
  }

  get body(): string {
    return JSON.stringify({ __type: this.type, message: this.message, ...this.more });
  }
}
