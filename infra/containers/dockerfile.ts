/** A Dockerfile as its tests read it: stages of instructions. Knows what ours use, not the whole language. */

interface Instruction {
  /** In capitals: RUN, COPY, … */
  readonly name: string;
  readonly text: string;
}

export interface Stage {
  readonly name: string | undefined;
  /** A stage's name, or an image with all ARGs filled in. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

export interface Copy {
  /** A stage; undefined: the build context. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
}

/** Lines without comments, each with the lines that continue it. */
function readInstructions(text: string): Instruction[] {
  return text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, name, rest] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
      return name && rest !== undefined ? [{ name: name.toUpperCase(), text: rest }] : [];
    });
}

export function parseDockerfile(text: string): readonly Stage[] {
  const values = new Map<string, string>();
  const stages: { name: string | undefined; base: string; instructions: Instruction[] }[] = [];
  for (const instruction of readInstructions(text)) {
    const stage = stages.at(-1);
    if (instruction.name === 'FROM') {
      const filled = instruction.text.replace(/\$\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '');
      const [base = '', , name] = filled.split(/\s+/);
      stages.push({ name, base, instructions: [] });
    } else if (stage) stage.instructions.push(instruction);
    else if (instruction.name === 'ARG') {
      const [name = '', value = ''] = instruction.text.split('=');
      values.set(name, value);
    }
  }
  return stages;
}

/** What a stage has, with what the stages below it have; the oldest first. */
export function layersOf(stages: readonly Stage[], stage: Stage): readonly Instruction[] {
  const below = stages.find(({ name }) => name === stage.base);
  return [...(below ? layersOf(stages, below) : []), ...stage.instructions];
}

export const lastOf = (layers: readonly Instruction[], name: string): string | undefined =>
  layers.findLast((instruction) => instruction.name === name)?.text;

export const copiesOf = (layers: readonly Instruction[]): readonly Copy[] =>
  layers
    .filter(({ name }) => name === 'COPY')
    .map(({ text }) => {
      const words = text.split(/\s+/);
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      const paths = words.filter((word) => !word.startsWith('--'));
      return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
    });
