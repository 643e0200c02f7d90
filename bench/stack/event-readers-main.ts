/** The process of `event-readers.ts`: opens the streams, notes what comes and when, tells it when asked. */
import { get } from 'node:http';
import type { Heard, ReadersWish } from './event-readers.ts';

const OPENED_AT_ONCE = 50;

const wish: ReadersWish = JSON.parse(process.argv[2] ?? '{}');
const readers: Heard[] = [];
const nowMs = () => performance.timeOrigin + performance.now();

/** Resolves at the first word of how things stand. */
function openReader(number: number): Promise<void> {
  const heard: Heard = [];
  readers.push(heard);
  const authorization = number % 2 === 0 ? { authorization: `Bearer ${wish.token}` } : {};
  return new Promise((resolve, reject) => {
    const request = get(wish.url, {
      agent: false,
      headers: { accept: 'text/event-stream', ...authorization },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      if (response.statusCode !== 200) return reject(new Error(`answered ${response.statusCode}`));
      let rest = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        const atMs = nowMs();
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const version = /"version":(\d+)/.exec(block)?.[1];
          if (version === undefined) continue;
          heard.push({ version: Number(version), atMs });
          resolve();
        }
      });
    });
  });
}

function tell(word: object): void {
  process.send?.(word);
}

process.on('message', () => {
  process.send?.({ kind: 'heard', readers }, () => process.exit(0));
});

try {
  for (let number = 0; number < wish.count; number += OPENED_AT_ONCE) {
    const some = Math.min(OPENED_AT_ONCE, wish.count - number);
    await Promise.all(Array.from({ length: some }, (_, index) => openReader(number + index)));
  }
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}
