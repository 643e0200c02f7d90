import { createTRPCClient, type Operation, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { describe, expect, it, vi } from 'vitest';
import type { AppRouter } from '#server/api/root.ts';
import { createRenewal, type Renewal } from './account/renew-session.ts';
import { renewalLink } from './renewal-link.ts';

const refusal = (appCode: string) =>
  TRPCClientError.from<AppRouter>({
    error: { code: -32001, message: appCode, data: { appCode } },
  } as never);

/** A server that answers each try of a call in turn: with data, or with an error. */
function serverThat(...answers: (TRPCClientError<AppRouter> | 'data')[]) {
  const asked: Operation[] = [];
  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        const answer = answers[asked.length] ?? 'data';
        asked.push(op);
        if (answer !== 'data') return observer.error(answer);
        observer.next({ result: { type: 'data', data: 'data' } });
        observer.complete();
      });
  return { asked, link };
}

function clientOf(link: TRPCLink<AppRouter>, renewal: Renewal) {
  const renew = vi.fn(async () => renewal);
  return { renew, client: createTRPCClient<AppRouter>({ links: [renewalLink(renew), link] }) };
}

const over = refusal('UNAUTHORIZED');

describe('a call whose access token is over', () => {
  it('renews the session once and is made again', async () => {
    const { asked, link } = serverThat(over);
    const { client, renew } = clientOf(link, 'renewed');
    expect(await client.accounts.me.query()).toBe('data');
    expect(renew).toHaveBeenCalledOnce();
    expect(asked).toHaveLength(2);
  });

  it('is refused when it is refused again: it never goes round', async () => {
    const { asked, link } = serverThat(over, over, over);
    const { client, renew } = clientOf(link, 'renewed');
    await expect(client.accounts.me.query()).rejects.toBe(over);
    expect(renew).toHaveBeenCalledOnce();
    expect(asked).toHaveLength(2);
  });

  it('is made once more when the session is over too: what is open to all still is', async () => {
    const { link } = serverThat(over);
    expect(await clientOf(link, 'over').client.accounts.me.query()).toBe('data');
  });

  it('counts as cut off when the renewal got no answer: whoever tries again later is right to', async () => {
    const { asked, link } = serverThat(over);
    const error = await clientOf(link, 'unreachable')
      .client.accounts.me.query()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ data: undefined });
    expect(asked).toHaveLength(1);
  });
});

it('what is refused for another reason is not tried again', async () => {
  const forbidden = refusal('FORBIDDEN');
  const { link } = serverThat(forbidden);
  const { client, renew } = clientOf(link, 'renewed');
  await expect(client.accounts.me.query()).rejects.toBe(forbidden);
  expect(renew).not.toHaveBeenCalled();
});

it('a stream that was refused without a reason renews, and does so again after it has run', async () => {
  const { asked, link } = serverThat(TRPCClientError.from(new Error('closed')), 'data');
  const { client, renew } = clientOf(link, 'renewed');
  const data = await new Promise((resolve, reject) => {
    client.videos.onChanges.subscribe({ mine: true }, { onData: resolve, onError: reject });
  });
  expect(data).toBe('data');
  expect(renew).toHaveBeenCalledOnce();
  expect(asked).toHaveLength(2);
});

it('calls that are refused together renew the session once', async () => {
  let end: (renewal: Renewal) => void = () => undefined;
  const ask = vi.fn(
    () =>
      new Promise<Renewal>((resolve) => {
        end = resolve;
      }),
  );
  const renew = createRenewal(ask);
  const all = Promise.all([renew(), renew(), renew()]);
  end('renewed');
  expect(await all).toEqual(['renewed', 'renewed', 'renewed']);
  expect(ask).toHaveBeenCalledOnce();
  void renew();
  expect(ask).toHaveBeenCalledTimes(2);
});
