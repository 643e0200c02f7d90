import type { z } from 'zod';
import type { Installation } from './installation.ts';
import type { Runner } from './runner.ts';

/** The arguments of `aws` with the region, for JSON. */
const inRegion = ({ region }: Installation, args: readonly string[]): string[] => [
  ...args,
  '--region',
  region,
  '--output',
  'json',
];

export interface Aws {
  /** @param example what a dry run goes on with */
  ask<Shape extends z.ZodType>(
    shape: Shape,
    args: readonly string[],
    example: z.input<Shape>,
  ): Promise<z.output<Shape>>;
  run(args: readonly string[]): Promise<void>;
}

export const createAws = (runner: Runner, installation: Installation): Aws => ({
  async ask(shape, args, example) {
    const printed = await runner.read('aws', inRegion(installation, args), JSON.stringify(example));
    return shape.parse(JSON.parse(printed || '{}'));
  },
  run: (args) => runner.run('aws', [...args, '--region', installation.region]),
});
