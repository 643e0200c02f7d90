/** "The house" of docs/architecture.md as rules: who may import whom. Pure; `check-imports.ts` feeds it. */

export interface ImportEdge {
  /** Path from the root of the checkout. */
  readonly from: string;
  /** Path from the root of the checkout, or `npm:<package>`, or `node:<module>`. */
  readonly to: string;
  readonly typeOnly: boolean;
}

interface ImportRule {
  readonly name: string;
  readonly reason: string;
  readonly forbids: (edge: ImportEdge) => boolean;
}

/** Tests may reach into anything they prove. */
const isTest = (file: string): boolean =>
  /\.test\.tsx?$/.test(file) || /^(tests|e2e|bench|chaos|simulate)\//.test(file);
const isOwn = (target: string): boolean => !/^(npm|node):/.test(target);
const under = (file: string, ...folders: string[]): boolean =>
  folders.some((folder) => file.startsWith(`${folder}/`));
const isRepository = (file: string): boolean => /^src\/server\/.*\/(?:[\w-]+-)?repository\.ts$/.test(file);
/** container.ts, and one for each further program, such as orchestrator-container.ts. */
const isCompositionRoot = (file: string): boolean => /^src\/server\/(?:\w+-)?container\.ts$/.test(file);
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));

export const importRules: readonly ImportRule[] = [
  {
    name: 'domain-is-pure',
    reason: 'src/lib/domain imports only itself and zod, so that every program can share it',
    forbids: ({ from, to }) =>
      under(from, 'src/lib/domain') && !under(to, 'src/lib/domain') && to !== 'npm:zod',
  },
  {
    name: 'tracing-knows-the-domain-only',
    reason:
      'src/lib/tracing is shared by web, orchestrator and transcoder: of ours it imports itself and the domain',
    forbids: ({ from, to }) =>
      under(from, 'src/lib/tracing') && isOwn(to) && !under(to, 'src/lib/tracing', 'src/lib/domain'),
  },
  {
    name: 'kafka-is-mended',
    reason: 'kafkajs is taken from src/lib/kafka, which mends it and imports nothing else of ours',
    forbids: ({ from, to, typeOnly }) =>
      under(from, 'src/lib/kafka')
        ? isOwn(to) && !under(to, 'src/lib/kafka')
        : to === 'npm:kafkajs' && !typeOnly,
  },
  {
    name: 'client-knows-types-only',
    reason: 'src/lib/client runs in browsers: it imports itself, the domain and the TYPE of the router',
    forbids: ({ from, to, typeOnly }) =>
      under(from, 'src/lib/client') &&
      (to.startsWith('node:') ||
        (isOwn(to) &&
          !under(to, 'src/lib/client', 'src/lib/domain') &&
          !(typeOnly && under(to, 'src/server/api')))),
  },
  {
    name: 'transcoder-stands-alone',
    reason:
      'transcoder imports itself, the domain, the Kafka client, the tracing and the TYPE of the worker router: it ships without the server',
    forbids: ({ from, to, typeOnly }) =>
      under(from, 'transcoder') &&
      isOwn(to) &&
      !under(to, 'transcoder', 'src/lib/domain', 'src/lib/kafka', 'src/lib/tracing') &&
      !(typeOnly && under(to, 'src/server/api')),
  },
  {
    name: 'repositories-are-private',
    reason: 'a repository.ts is imported only inside its own folder: others ask the service',
    forbids: ({ from, to }) => isRepository(to) && folderOf(from) !== folderOf(to),
  },
  {
    name: 'adapters-meet-in-the-container',
    reason: 'adapters are imported by the composition roots alone (src/server/*container.ts)',
    forbids: ({ from, to }) =>
      under(to, 'src/server/adapters') && !under(from, 'src/server/adapters') && !isCompositionRoot(from),
  },
  {
    name: 'ports-know-the-domain-only',
    reason: 'a port is an interface: it imports other ports and the domain',
    forbids: ({ from, to }) =>
      under(from, 'src/server/ports') && isOwn(to) && !under(to, 'src/server/ports', 'src/lib/domain'),
  },
  {
    name: 'pages-are-thin',
    reason: 'src/app imports src/lib, src/server/api, src/server/auth and the container',
    forbids: ({ from, to }) =>
      under(from, 'src/app') &&
      isOwn(to) &&
      !under(to, 'src/app', 'src/lib', 'src/server/api', 'src/server/auth') &&
      to !== 'src/server/container.ts',
  },
  {
    name: 'server-without-browser-code',
    reason: 'src/server imports neither pages nor browser code',
    forbids: ({ from, to }) => under(from, 'src/server') && under(to, 'src/app', 'src/lib/client'),
  },
  {
    name: 'sources-without-tools',
    reason: 'src imports nothing of infra, scripts, tests or transcoder',
    forbids: ({ from, to }) => under(from, 'src') && isOwn(to) && !under(to, 'src') && !to.endsWith('.css'),
  },
];

/** One sentence per import that breaks a rule. */
export function findBrokenRules(edges: readonly ImportEdge[]): string[] {
  return edges
    .filter(({ from }) => !isTest(from))
    .flatMap((edge) =>
      importRules
        .filter((rule) => rule.forbids(edge))
        .map((rule) => `${edge.from} imports ${edge.to}: ${rule.name} (${rule.reason})`),
    );
}

/** Names that say nothing about what a file holds. A barrel (`index.ts`) also hides who imports whom. */
export const findEmptyNames = (files: readonly string[]): string[] =>
  files
    .filter((file) => /(?:^|\/)(?:index|utils?|helpers?|misc|common)\.[mc]?tsx?$/.test(file))
    .map((file) => `${file}: name it for what it holds`);
