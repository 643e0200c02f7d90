/** Server-sent events read with fetch: Node has no EventSource, and a test wants the headers too. */

export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

export interface EventStream extends Disposable {
  readonly response: Response;
  /** Everything heard so far, in order; comments (pings) left out. */
  readonly heard: readonly ServerEvent[];
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>;
  /** Hangs up. */
  close(): void;
}

function parseEvent(block: string): ServerEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name) fields.set(name, value);
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { id: fields.get('id') ?? '', event: fields.get('event') ?? 'message', data };
}

/** Opens a stream and goes on listening until it is closed. */
export async function openEventStream(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventStream> {
  const gone = new AbortController();
  const response = await fetch(url, { headers, signal: gone.signal });
  const heard: ServerEvent[] = [];

  async function listen(): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) {
      rest += decoder.decode(bytes, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      heard.push(...blocks.flatMap((block) => parseEvent(block) ?? []));
    }
  }
  const ended = listen().catch((error: unknown) => {
    if (!gone.signal.aborted) throw error;
  });

  const close = () => gone.abort();
  return { response, heard, ended, close, [Symbol.dispose]: close };
}
