import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkoutDir } from './checkout.ts';
import { portVariables, readStackSettings, stackEnvSchema } from './env.ts';

describe('the environment of the local stack', () => {
  it('lists in .env.example exactly what its schema reads, with the defaults', () => {
    const example = parseEnv(readFileSync(path.join(import.meta.dirname, '.env.example'), 'utf8'));
    expect(Object.keys(example).sort()).toEqual(Object.keys(stackEnvSchema.shape).sort());
    expect(readStackSettings(example)).toEqual(readStackSettings({}));
  });

  it('moves every port by its own variable', () => {
    const { ports } = readStackSettings({
      PORT: '1',
      DB_PORT: '2',
      KAFKA_PORT: '3',
      KAFKA_CONTROLLER_PORT: '4',
      S3_PORT: '5',
    });
    expect(ports).toEqual({ web: 1, database: 2, kafka: 3, kafkaController: 4, s3: 5 });
    expect(Object.keys(portVariables).sort()).toEqual(Object.keys(ports).sort());
  });

  it('links to the port it serves unless PUBLIC_URL says otherwise', () => {
    expect(readStackSettings({ PORT: '3100' }).publicUrl).toBe('http://localhost:3100');
    expect(readStackSettings({ PUBLIC_URL: 'https://video.example/' }).publicUrl).toBe(
      'https://video.example',
    );
  });

  it('keeps the data inside the checkout unless DATA_DIR is absolute', () => {
    expect(readStackSettings({ DATA_DIR: 'x' }).dataDir).toBe(path.join(checkoutDir, 'x'));
    expect(readStackSettings({ DATA_DIR: '/x y' }).dataDir).toBe('/x y');
  });

  it.each([
    ['PORT', 'http'],
    ['S3_PORT', '70000'],
    ['WORKERS', '0'],
    ['PUBLIC_URL', 'localhost'],
  ])('refuses %s=%s with a sentence that names it', (name, value) => {
    expect(() => readStackSettings({ [name]: value })).toThrow(name);
  });
});
