import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { kafkaSecurityEnv, kafkaSecurityOf } from './kafka-security.ts';

const read = (env: Record<string, string>) => z.object(kafkaSecurityEnv).parse(env);
const account = { KAFKA_USERNAME: 'sluice', KAFKA_PASSWORD: 'secret' };
const noToken = () => Promise.reject(new Error('no token is needed'));

describe('how a program shows Kafka who it is', () => {
  it.each([
    ['none', {}, {}],
    ['tls', {}, { ssl: true }],
    ['plain', account, { ssl: true, sasl: { mechanism: 'plain', username: 'sluice', password: 'secret' } }],
    [
      'scram-sha-256',
      account,
      { ssl: true, sasl: { mechanism: 'scram-sha-256', username: 'sluice', password: 'secret' } },
    ],
    [
      'scram-sha-512',
      account,
      { ssl: true, sasl: { mechanism: 'scram-sha-512', username: 'sluice', password: 'secret' } },
    ],
  ])('%s', (mechanism, given, settings) => {
    expect(kafkaSecurityOf(read({ KAFKA_SECURITY: mechanism, ...given }), noToken)).toEqual(settings);
  });

  it('sends nothing in the clear by default but to a broker that asks for nothing', () => {
    expect(kafkaSecurityOf(read({}), noToken)).toEqual({});
  });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('%s without a password is no setting', (mechanism) => {
    const half = read({ KAFKA_SECURITY: mechanism, KAFKA_USERNAME: 'sluice' });
    expect(() => kafkaSecurityOf(half, noToken)).toThrow('KAFKA_PASSWORD');
  });

  it('iam: a new token of the region at each connection', async () => {
    let made = 0;
    const signToken = vi.fn(async (region: string) => `${region} ${++made}`);
    const { ssl, sasl } = kafkaSecurityOf(
      read({ KAFKA_SECURITY: 'iam', AWS_REGION: 'eu-west-1' }),
      signToken,
    );
    expect([ssl, sasl?.mechanism]).toEqual([true, 'oauthbearer']);
    if (sasl?.mechanism !== 'oauthbearer') throw new Error('no provider');
    expect(await sasl.oauthBearerProvider()).toEqual({ value: 'eu-west-1 1' });
    expect(await sasl.oauthBearerProvider()).toEqual({ value: 'eu-west-1 2' });
  });
});
