import { expect, it } from 'vitest';
import { readStackSettings } from '../env.ts';
import type { ServiceContext } from '../services/service-context.ts';
import { webSpec } from './web.ts';

const portOf = (first: string | undefined, replica?: number) => {
  const context = { settings: readStackSettings({}), secrets: {}, env: { WEB_METRICS_PORT: first } };
  const address = { name: 'web', host: '127.0.0.1', port: 1, ...(replica !== undefined && { replica }) };
  return webSpec(context as unknown as ServiceContext, address, 'production').env?.WEB_METRICS_PORT;
};

it('replicas of web give their figures at ports that follow each other, and none where none is wanted', () => {
  expect([portOf('9465'), portOf('9465', 0), portOf('9465', 2)]).toEqual(['9465', '9465', '9467']);
  expect([portOf(undefined, 1), portOf('', 1), portOf('0', 1)]).toEqual(['0', '0', '0']);
});
