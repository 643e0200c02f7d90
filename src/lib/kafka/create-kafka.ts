/** kafkajs for all programs: they take it from here, for it has a fault to be mended first. */
import { Kafka, type KafkaConfig, logLevel, Partitioners, type Producer } from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** What kafkajs waits where requests are pending and no throttling is on. */
const CHECK_PENDING_MS = 10;

/**
 * As it stands, each connection wakes every millisecond for ever to see whether a throttled request waits: 3 to 5 % of a
 * core for each program that does nothing (kafkajs #1556, #1704, #1751; no release since 2023). Where none waits there is
 * nothing to look after: whoever adds one asks for the next look.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function lookOnlyAfterWhatWaits(): void {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  const look = () => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  };
  this.throttleCheckTimeoutId = setTimeout(look, throttledMs > 0 ? throttledMs : CHECK_PENDING_MS);
};

interface KafkaSettings extends Omit<KafkaConfig, 'logLevel' | 'logCreator'> {
  /** Told of warnings and errors. Without it kafkajs is silent: it calls errors what its next try mends. */
  readonly log?: (message: string) => void;
}

/** A client that costs nothing while nothing is sent. */
export function createKafka({ log, ...config }: KafkaSettings): Kafka {
  const told: Partial<KafkaConfig> = {
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => log?.(`${entry.namespace}: ${entry.log.message}`),
  };
  return new Kafka({ ...config, ...(log ? told : { logLevel: logLevel.NOTHING }) });
}

/** Not connected yet. A frozen broker made kafkajs store messages twice without idempotence: see the field notes, A2. */
export const createProducer = (kafka: Kafka): Producer =>
  kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
