/**
 * One stack as an object: the commands run it in the foreground, the tests run their own on free ports.
 * Services first (MariaDB, Kafka, versitygw), programs on top (web, orchestrator); stopped in reverse order.
 */
import path from 'node:path';
import { inheritedEnv, type StackPorts, type StackSettings } from './env.ts';
import { installAptPackages } from './install/apt-packages.ts';
import { installFfmpeg } from './install/ffmpeg-binary.ts';
import { installKafkaJars } from './install/kafka-jars.ts';
import { installVersitygw } from './install/versitygw-binary.ts';
import { findFreePorts } from './ports.ts';
import { endLeftovers, type Leftover } from './processes/leftovers.ts';
import { stackIdVariable } from './processes/process-identity.ts';
import { type Run, writeRun } from './processes/run-file.ts';
import {
  type ProcessSpec,
  type SupervisedProcess,
  superviseProcess,
} from './processes/supervised-process.ts';
import { buildWeb } from './programs/build.ts';
import { migrate } from './programs/migrate.ts';
import { orchestratorSpec } from './programs/orchestrator.ts';
import { programEnv } from './programs/program-env.ts';
import { type RoundRobinProxy, startRoundRobinProxy } from './programs/round-robin-proxy.ts';
import { type Mode, type WebAddress, webSpec } from './programs/web.ts';
import { type Say, step } from './progress.ts';
import { loadOrCreateSecrets, type StackSecrets } from './secrets.ts';
import { createBuckets } from './services/buckets.ts';
import { kafkaSpec, prepareKafka } from './services/kafka.ts';
import { mariadbSpec, prepareMariadb } from './services/mariadb.ts';
import type { ServiceContext } from './services/service-context.ts';
import { createTopics } from './services/topics.ts';
import { prepareVersitygw, versitygwSpec } from './services/versitygw.ts';

export interface Stack {
  readonly settings: StackSettings;
  readonly secrets: StackSecrets;
  readonly stackId: string;
  /** What web, orchestrator and workers get: see `program-env.ts`. */
  readonly env: Record<string, string>;
  installTools(): Promise<void>;
  startServices(): Promise<void>;
  migrate(): Promise<void>;
  startPrograms(mode: Mode): Promise<void>;
  /** Tells `up --detach` and a second `up` that this stack serves. */
  markReady(): void;
  /** By name: mariadb, kafka, versitygw, web (web-1, web-2 …), orchestrator. */
  process(name: string): SupervisedProcess;
  processNames(): string[];
  /** Reverse order; then ends and returns whatever outlived its parent, which a test takes as a failure. */
  stop(): Promise<Leftover[]>;
}

export interface StackOptions {
  readonly settings: StackSettings;
  readonly run: Run;
  readonly say: Say;
  readonly signal: AbortSignal;
  /** For the programs, beneath what the stack decides: a test raises limits with it. */
  readonly extraEnv?: Readonly<Record<string, string>>;
  /** Where programs find services and web, if not at their own ports: chaos puts proxies between. */
  readonly programPorts?: Partial<StackPorts>;
}

export function createStack(options: StackOptions): Stack {
  const { settings, run, say, signal, extraEnv, programPorts } = options;
  const secrets = loadOrCreateSecrets(settings.dataDir);
  const logDir = path.join(settings.dataDir, 'logs');
  const env = { ...inheritedEnv, ...extraEnv, [stackIdVariable]: run.stackId };
  const programSettings = { ...settings, ports: { ...settings.ports, ...programPorts } };
  const context: ServiceContext = { settings, programSettings, secrets, logDir, env, say, signal };
  const programContext: ServiceContext = { ...context, settings: programSettings };
  const children: SupervisedProcess[] = [];
  let proxy: RoundRobinProxy | undefined;
  let ready = false;

  const record = () =>
    writeRun(settings.dataDir, {
      ...run,
      ready,
      processes: children.flatMap((child) => {
        const identity = child.identity();
        return identity ? [{ name: child.name, ...identity }] : [];
      }),
    });

  async function launch(spec: ProcessSpec): Promise<void> {
    signal.throwIfAborted();
    const child = superviseProcess(spec, { logDir, say, onIdentity: record });
    children.push(child);
    await child.start();
  }

  async function startDatabase(): Promise<void> {
    await prepareMariadb(context);
    await launch(mariadbSpec(context));
  }

  async function startKafka(): Promise<void> {
    const jars = await installKafkaJars({ logDir, signal });
    await prepareKafka(context, jars);
    await launch(kafkaSpec(context, jars));
    await createTopics(settings);
  }

  async function startObjectStore(): Promise<void> {
    prepareVersitygw(context);
    await launch(versitygwSpec(context, await installVersitygw({ logDir, signal })));
    await createBuckets(settings, secrets);
  }

  async function startWeb(mode: Mode): Promise<void> {
    const { host, ports } = settings;
    if (settings.webReplicas === 1 || mode === 'development') {
      return launch(webSpec(programContext, { name: 'web', host, port: ports.web }, mode));
    }
    const freePorts = await findFreePorts(settings.webReplicas);
    const addresses: WebAddress[] = freePorts.map((port, position) => ({
      name: `web-${position + 1}`,
      host: '127.0.0.1',
      port,
      replica: position,
    }));
    await Promise.all(addresses.map((address) => launch(webSpec(programContext, address, mode))));
    proxy = await startRoundRobinProxy(host, ports.web, freePorts);
  }

  return {
    settings,
    secrets,
    stackId: run.stackId,
    env: programEnv(settings, secrets),
    async installTools() {
      await step(say, 'System packages', () => installAptPackages([], { logDir, signal }));
      await step(say, 'FFmpeg', () => installFfmpeg({ logDir, signal }));
      await step(say, 'Apache Kafka jars', async () => void (await installKafkaJars({ logDir, signal })));
      await step(say, 'S3 server (versitygw)', async () => void (await installVersitygw({ logDir, signal })));
    },
    async startServices() {
      await settleAll([
        step(say, 'MariaDB', startDatabase),
        step(say, 'Apache Kafka and its topics', startKafka),
      ]);
      await step(say, 'S3 and its buckets', startObjectStore);
    },
    migrate: () => step(say, 'Database schema', () => migrate(context)),
    async startPrograms(mode) {
      if (mode === 'production') await step(say, 'Build', () => buildWeb(context));
      await step(say, 'Web', () => startWeb(mode));
      await step(say, 'Orchestrator', () => launch(orchestratorSpec(programContext, mode)));
    },
    markReady() {
      ready = true;
      record();
    },
    process(name) {
      const child = children.find((candidate) => candidate.name === name);
      if (!child)
        throw new Error(
          `This stack has no process "${name}"; it has ${children.map((c) => c.name).join(', ')}.`,
        );
      return child;
    },
    processNames: () => children.map(({ name }) => name),
    async stop() {
      await proxy?.close();
      // One after the other: a program must not see its database go before it.
      for (const child of children.toReversed()) await child.stop();
      return endLeftovers(run.stackId, leftoverPatienceSeconds);
    },
  };
}

/** Workers whose orchestrator is gone get this long to end by themselves. */
const leftoverPatienceSeconds = 5;

/** Like Promise.all, but waits for the others too: nothing may still be starting while we stop. */
async function settleAll(work: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
}
