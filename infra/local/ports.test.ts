import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { readStackSettings, type StackSettings } from './env.ts';
import { assertPortsFree, findFreePorts } from './ports.ts';

const server = createServer();
afterEach(() => server.close());

async function settingsOnFreePorts(): Promise<StackSettings> {
  const [web = 0, database = 0, kafka = 0, kafkaController = 0, s3 = 0] = await findFreePorts(5);
  return { ...readStackSettings({}), ports: { web, database, kafka, kafkaController, s3 } };
}

it('names a taken port and the variable that moves it', async () => {
  const settings = await settingsOnFreePorts();
  await expect(assertPortsFree(settings)).resolves.toBeUndefined();
  await new Promise<void>((resolve) => server.listen(settings.ports.s3, '127.0.0.1', resolve));
  await expect(assertPortsFree(settings)).rejects.toThrow(
    `Port ${settings.ports.s3} is taken by another process: set S3_PORT`,
  );
});

it('refuses one port for two services', async () => {
  const settings = await settingsOnFreePorts();
  const ports = { ...settings.ports, kafka: settings.ports.web };
  await expect(assertPortsFree({ ...settings, ports })).rejects.toThrow('KAFKA_PORT and PORT are both');
});

it('never hands out a port twice', async () => {
  expect(new Set(await findFreePorts(50)).size).toBe(50);
});
