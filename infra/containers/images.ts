/** The images, and what each must be able to run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../local/checkout.ts';
import { lastOf, layersOf, parseDockerfile } from './dockerfile.ts';

export type Program = 'web' | 'orchestrator' | 'transcoder';

export interface Image {
  readonly program: Program;
  /** From the root of the checkout, which is the build's context. */
  readonly dockerfile: string;
}

export const images: readonly Image[] = [
  { program: 'web', dockerfile: 'infra/containers/web.Dockerfile' },
  { program: 'orchestrator', dockerfile: 'infra/containers/orchestrator.Dockerfile' },
  { program: 'transcoder', dockerfile: 'transcoder/Dockerfile' },
];

/** What an image says of itself to whoever runs it. */
export interface ImageFacts {
  readonly command: readonly string[];
  readonly volumes: readonly string[];
}

const words = (text: string | undefined): string[] => JSON.parse(text ?? '[]');

export function readImageFacts({ dockerfile }: Image): ImageFacts {
  const stages = parseDockerfile(readFileSync(path.join(checkoutDir, dockerfile), 'utf8'));
  const last = stages.at(-1);
  const layers = last ? layersOf(stages, last) : [];
  return { command: words(lastOf(layers, 'CMD')), volumes: words(lastOf(layers, 'VOLUME')) };
}
