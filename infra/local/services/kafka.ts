/** Apache Kafka on one node: broker and KRaft controller in one Java process, on loopback. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Kafka } from 'kafkajs';
import { createKafka } from '../../../src/lib/kafka/create-kafka.ts';
import type { StackSettings } from '../env.ts';
import { requireBinary } from '../install/binaries.ts';
import { runCommand } from '../processes/run-command.ts';
import type { ProcessSpec } from '../processes/supervised-process.ts';
import type { ServiceContext } from './service-context.ts';

export const kafkaBroker = (settings: StackSettings): string => `127.0.0.1:${settings.ports.kafka}`;

/** A client for the stack's own chores. Silent: the first seconds of a broker are full of retriable errors. */
export const createKafkaClient = (settings: StackSettings): Kafka =>
  createKafka({
    clientId: 'sluice-local-stack',
    brokers: [kafkaBroker(settings)],
    connectionTimeout: 1000,
    requestTimeout: 10_000,
    retry: { retries: 0 },
  });

function serverProperties({ settings: { ports }, programSettings }: ServiceContext): string {
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.kafkaController}`,
    listeners: `PLAINTEXT://127.0.0.1:${ports.kafka},CONTROLLER://127.0.0.1:${ports.kafkaController}`,
    // Clients go where the broker tells them, whatever address they began with.
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${programSettings.ports.kafka}`,
    'controller.listener.names': 'CONTROLLER',
    // Relative to the working directory, so a path with spaces never stands in this file.
    'log.dirs': 'data',
    // A mistyped topic name must fail, not come to life.
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    // 50 is the default for clusters; each partition costs files and start-up time.
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 8,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // The wait for more members of a group helps fleets; here it only delays the first message by 3 s.
    'group.initial.rebalance.delay.ms': 0,
    // After a kill the broker waits until its old self has expired: 9 s by default.
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 1000,
    'log.retention.hours': 168,
    'log.segment.bytes': 64 * 1024 * 1024,
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

const kafkaDirOf = (settings: StackSettings): string => path.join(settings.dataDir, 'kafka');

/** `-cp 'dir/*'` is expanded by Java itself, so neither a shell nor a space gets in the way. */
const javaArgs = (jarsDir: string, mainClass: string): string[] => [
  '-Xmx512m',
  '-Djava.awt.headless=true',
  `-Dlog4j2.configurationFile=${pathToFileURL(path.join(import.meta.dirname, 'kafka-log4j2.properties'))}`,
  '-cp',
  path.join(jarsDir, '*'),
  mainClass,
];

export async function prepareKafka(context: ServiceContext, jarsDir: string): Promise<void> {
  const dir = kafkaDirOf(context.settings);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'server.properties'), serverProperties(context));
  if (existsSync(path.join(dir, 'data', 'meta.properties'))) return;
  // Kafka's cluster id: 16 bytes in base64url. A leading dash would read as an option.
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await runCommand({
    name: 'kafka-format',
    command: requireBinary('java'),
    args: [
      ...javaArgs(jarsDir, 'kafka.tools.StorageTool'),
      'format',
      '-t',
      clusterId,
      '-c',
      'server.properties',
      '--ignore-formatted',
    ],
    cwd: dir,
    logDir: context.logDir,
    env: context.env,
    signal: context.signal,
  });
}

export function kafkaSpec({ settings, env }: ServiceContext, jarsDir: string): ProcessSpec {
  return {
    name: 'kafka',
    command: requireBinary('java'),
    args: [...javaArgs(jarsDir, 'kafka.Kafka'), 'server.properties'],
    cwd: kafkaDirOf(settings),
    env,
    isReady: () => answers(settings),
    readyWithinSeconds: 90,
  };
}

async function answers(settings: StackSettings): Promise<boolean> {
  const admin = createKafkaClient(settings).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    // Not up yet: the caller asks again until its deadline and then shows the broker's own log.
    return false;
  } finally {
    await admin.disconnect();
  }
}
