import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkoutDir } from '../local/checkout.ts';
import { nodeArgs } from '../local/programs/node-args.ts';
import { copiesOf, lastOf, layersOf, parseDockerfile } from './dockerfile.ts';
import { type Image, images, readImageFacts } from './images.ts';
import { importClosure, packageFolders } from './import-closure.ts';

const read = (file: string) => readFileSync(path.join(checkoutDir, file), 'utf8');
const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const dependenciesOf = (file: string) => manifest.parse(JSON.parse(read(file))).dependencies;

/** Under one of the paths, or one of them. */
const isUnder = (file: string, paths: readonly string[]) =>
  paths.some((folder) => file === folder || file.startsWith(`${folder}/`));

/** Lines of .dockerignore after its `*`: `!path` lets in, a pattern of `**` keeps out. */
const ignored = read('.dockerignore').split('\n');
const letIn = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));

/** The programs that an image must be able to run; web is bundled by Next.js. */
const programsOf = {
  web: [],
  orchestrator: [
    'src/server/orchestrator/main.ts',
    'src/server/db/migrate.ts',
    'src/server/event-topics/main.ts',
    'src/server/dead-letters/main.ts',
    'src/server/audit/main.ts',
  ],
  transcoder: ['transcoder/src/main.ts'],
} as const;

function stagesOf({ dockerfile }: Image) {
  const stages = parseDockerfile(read(dockerfile));
  const last = stages.at(-1);
  if (!last) throw new Error(`${dockerfile} has no stage.`);
  return { stages, layers: layersOf(stages, last) };
}

describe.each(images)('the image of $program', (image) => {
  const { program } = image;
  const { stages, layers } = stagesOf(image);

  it('is built on images that are pinned by digest, with the Node.js of package.json', () => {
    const names = stages.flatMap(({ name }) => name ?? []);
    const bases = stages.map(({ base }) => base).filter((base) => !names.includes(base));
    const version = dependenciesOf('package.json').node;
    for (const base of bases) {
      // The docker program of compose.yaml's orchestrator alone: its Dockerfile says why.
      if (/^docker:\d+\.\d+\.\d+-cli$/.test(base)) continue;
      expect(base).toMatch(new RegExp(`^node:${version}-bookworm-slim@sha256:[0-9a-f]{64}$`));
    }
  });

  it('runs from /app as nobody, and writes to its volumes alone', () => {
    expect(lastOf(layers, 'WORKDIR')).toBe('/app');
    expect(layers.filter(({ name }) => name === 'USER').map(({ text }) => text)).toEqual(['65532:65532']);
    const { volumes } = readImageFacts(image);
    const expected = program === 'web' ? ['/app/.next/cache', '/tmp'] : ['/work', '/tmp'];
    expect(volumes).toEqual(expected);
    const made = layers.filter(({ name }) => name === 'RUN').map(({ text }) => text);
    const [own = ''] = expected;
    expect(made.join('\n')).toContain(
      `install --directory --owner 65532 --group 65532 ${own.replace('/app/', '')}`,
    );
  });

  it('says how its health is asked for', () => {
    expect(lastOf(layers, 'HEALTHCHECK')).toMatch(program === 'transcoder' ? /^NONE$/ : /CMD \["node", "-e"/);
  });

  it('starts as on one machine', () => {
    const [node, ...args] = readImageFacts(image).command;
    expect(node).toBe('node');
    expect(args.slice(0, nodeArgs.length)).toEqual(nodeArgs);
    const script = program === 'web' ? 'node_modules/next/dist/bin/next' : programsOf[program][0];
    expect(args[nodeArgs.length]).toBe(script);
  });

  it('copies what is there, and what .dockerignore lets in', () => {
    const copied = stages
      .flatMap((stage) => copiesOf(stage.instructions))
      .filter(({ from }) => from === undefined)
      .flatMap(({ sources }) => sources);
    expect(copied.filter((source) => !existsSync(path.join(checkoutDir, source)))).toEqual([]);
    expect(copied.filter((source) => !isUnder(source, letIn))).toEqual([]);
  });
});

/** All but web's, which Next.js has bundled. */
describe.each(images.filter(({ program }) => program !== 'web'))('the image of $program', (image) => {
  const { stages, layers } = stagesOf(image);
  const { files, packages } = importClosure(programsOf[image.program]);

  it('holds every file that its programs import', () => {
    const own = copiesOf(layers).flatMap(({ from, sources }) => (from === undefined ? sources : []));
    expect([...files].filter((file) => !isUnder(file, own))).toEqual([]);
    expect(files.size).toBeGreaterThan(20);
  });

  it('is given every package that its programs import', () => {
    const owner = image.program === 'transcoder' ? 'transcoder/package.json' : 'package.json';
    const declared = dependenciesOf(owner);
    expect([...packages].filter((name) => !(name in declared))).toEqual([]);
    expect(packages.size).toBeGreaterThan(5);
  });

  it('keeps what those packages need', () => {
    const removed = stages
      .flatMap(({ instructions }) => instructions)
      .flatMap(({ text }) => text.match(/(?<=\s)node_modules\/\S+/g) ?? []);
    const needed = [...packageFolders(packages)];
    expect(needed.length).toBeGreaterThan(packages.size);
    expect(needed.filter((folder) => isUnder(folder, removed))).toEqual([]);
  });
});

it('web finds the packages that Next.js does not bundle', async () => {
  const shape = z.object({ default: z.object({ serverExternalPackages: z.array(z.string()) }) });
  const file = pathToFileURL(path.join(checkoutDir, 'next.config.mjs')).href;
  const external = shape.parse(await import(file)).default.serverExternalPackages;
  expect(external.length).toBeGreaterThan(3);
  expect(external.filter((name) => !(name in dependenciesOf('package.json')))).toEqual([]);
});

it('nothing but what is copied goes to the engine: no data, no secret, no test', () => {
  expect(ignored.find((line) => !line.startsWith('#'))).toBe('*');
  expect(ignored).toContain('**/.env*');
  expect(letIn.filter((entry) => !existsSync(path.join(checkoutDir, entry)))).toEqual([]);
});

it('workers get the FFmpeg of one machine, by its hash', () => {
  const pinned = read('transcoder/ffmpeg-requirements.txt');
  const [, version] = /packageVersion = '([\d.]+)'/.exec(read('infra/local/install/ffmpeg-binary.ts')) ?? [];
  expect(pinned).toContain(`imageio-ffmpeg==${version} `);
  expect(pinned.match(/--hash=sha256:[0-9a-f]{64}/g)).toHaveLength(2);
});
