import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openShapedLink } from './shaped-link.ts';

it('a shaped line brings every byte to the other side and back, in order', async () => {
  const server = createServer((incoming, outgoing) => void incoming.pipe(outgoing));
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const link = await openShapedLink({ bytesPerSecond: 50e6, delayMs: 1 });
  link.leadTo((server.address() as AddressInfo).port);
  const bodies = [1, 2, 3].map((fill) => Buffer.alloc(2_000_000 + fill, fill));
  const answers = await Promise.all(
    bodies.map(async (body) => {
      const answer = await fetch(`http://127.0.0.1:${link.port}`, { method: 'POST', body });
      return Buffer.from(await answer.arrayBuffer());
    }),
  );
  expect(answers.map((answer, index) => answer.equals(bodies[index] ?? Buffer.of()))).toEqual([
    true,
    true,
    true,
  ]);
  await link.close();
  server.close();
  server.closeAllConnections();
});
