import { type ProbeRun, startProbe } from './ffmpeg/probe-run.ts';
import type { MediaStore, Source } from './media-store.ts';
import { openSourceProxy, type SourceProxy } from './source-proxy.ts';

/** A program that is up, and the address at which it has asked for a source. */
export interface WaitingProbe {
  readonly proxy: SourceProxy;
  readonly run: ProbeRun;
}

export interface WaitingProbes {
  /** Starts a program that waits, unless there is one. Called by a worker that has nothing else to do. */
  prepare(): Promise<void>;
  /** Gives the program that waits its source; whoever takes it closes the proxy. Undefined where none waits. */
  take(source: Source): WaitingProbe | undefined;
  close(): Promise<void>;
}

/** Below the 60 s after which FFmpeg takes a silent connection for dead. */
const WAIT_SECONDS = 45;

/**
 * Keeps one ffprobe waiting for the next source: loading its libraries takes a tenth of a second of CPU, and everything
 * else waits for what it tells.
 */
export function createWaitingProbes(store: MediaStore, waitSeconds = WAIT_SECONDS): WaitingProbes {
  let waiting: (WaitingProbe & { serve(source: Source): void; discard(): Promise<void> }) | undefined;
  let isClosed = false;

  async function start(): Promise<void> {
    const source = Promise.withResolvers<Source>();
    const proxy = await openSourceProxy(store, source.promise);
    if (isClosed || waiting) return proxy.close();
    const run = startProbe(proxy.url, waitSeconds);
    const outdated = setTimeout(() => void probe.discard(), waitSeconds * 1000).unref();
    const probe = {
      proxy,
      run,
      serve(found: Source) {
        clearTimeout(outdated);
        waiting = undefined;
        source.resolve(found);
      },
      async discard() {
        clearTimeout(outdated);
        waiting = undefined;
        run.abandon();
        await proxy.close();
      },
    };
    waiting = probe;
  }

  return {
    async prepare() {
      if (waiting && !waiting.run.isRunning()) await waiting.discard();
      if (!waiting && !isClosed) await start();
    },
    take(source) {
      const probe = waiting;
      if (!probe?.run.isRunning()) return undefined;
      probe.serve(source);
      return { proxy: probe.proxy, run: probe.run };
    },
    async close() {
      isClosed = true;
      await waiting?.discard();
    },
  };
}
