import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures that are read from the stores when somebody asks, by the name of their gauge. */
export interface GaugeSource {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  read(): Promise<readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]>;
}

export type MetricsRegistry = ReturnType<typeof createRegistry>;

/**
 * The metrics of one program. Names follow prometheus.io/docs/practices/naming: `sluice_`, what is counted, its unit,
 * and `_total` for counters. Labels hold words of our own, never an id of a video or a person: each value is a series.
 * Each has a registry of its own, so that tests share nothing.
 */
export function createRegistry() {
  const registry = new Registry();
  const registers = [registry];

  return {
    counter: <Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) =>
      new Counter<Label>({ name, help, labelNames: [...labelNames], registers }),

    histogram: <Label extends string = never>(
      name: string,
      help: string,
      buckets: readonly number[],
      labelNames: readonly Label[] = [],
    ) => new Histogram<Label>({ name, help, buckets: [...buckets], labelNames: [...labelNames], registers }),

    gauge: (name: string, help: string) => new Gauge({ name, help, registers }),

    /** Reads a figure at each scrape. One that can not be read is left out: a stale figure would lie. */
    addGauge({ name, help, labelNames = [], read }: GaugeSource): void {
      const gauge: Gauge = new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers,
        async collect() {
          const figures = await read().catch(() => []);
          // A gauge without labels that is reset reads 0, which is a figure; removed it reads nothing.
          if (labelNames.length === 0) gauge.remove();
          else gauge.reset();
          for (const { labels = {}, value } of figures) gauge.set(labels, value);
        },
      });
    },

    /** Memory, processor, event loop: what prom-client knows of every Node process. */
    addProcessMetrics: () => collectDefaultMetrics({ register: registry }),

    contentType: registry.contentType,
    /** Prometheus' text format. */
    text: () => registry.metrics(),
    /** What is exported, whether or not it has a value yet. */
    describe: () => registry.getMetricsAsJSON(),
  };
}
