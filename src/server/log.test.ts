import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

/** Forms that no rule takes for anything else. */
const secret = 'Zq7-hunter2_Kx';

function lineOf(what: object, message = 'it failed'): string {
  const lines: string[] = [];
  createLog('web', 'info', { write: (line) => void lines.push(line) }).error(what, message);
  expect(lines).toHaveLength(1);
  expect(() => JSON.parse(lines[0] ?? '')).not.toThrow();
  return lines[0] ?? '';
}

const signed = `https://s3.example/sluice-source/k?X-Amz-Credential=${secret}%2Fx&X-Amz-Signature=${secret}&partNumber=1`;
const failedQuery = Object.assign(
  new Error(`Failed query: insert into \`users\` values (?)\nparams: ada@example.test,${secret}`),
  { query: 'insert', params: ['ada@example.test', secret] },
);

describe('a line of the log never holds', () => {
  it.each([
    ['a presigned URL', { url: signed }],
    ['one that an error quotes', { err: new Error(`GET ${signed} answered 403`) }],
    ['a password', { input: { email: 'a@example.test', password: secret } }],
    ['one deep inside', { a: { b: [{ newPassword: secret }] } }],
    [
      'one in a body that an error quotes',
      { err: new Error(`bad body {"email":"a","password":"${secret}"}`) },
    ],
    ["a worker's token", { err: new Error(`authorization: Worker 01KAZX5V3H8T6W2M4N9QRS7BCD.${secret}`) }],
    ['a bearer token', { err: new Error(`authorization: Bearer ${secret}`) }],
    [
      'a refresh token or a cookie',
      { refreshToken: secret, headers: { cookie: `sluice.session=${secret}` } },
    ],
    ['a JWT', { text: `got eyJhbGciOiJkaXIi..${secret}.x.y` }],
    ['an API key', { text: `key slk_${secret}` }],
    ['a media grant', { path: `/media/01K/master.m3u8?g=${secret}` }],
    ['the link of a letter', { path: `/reset-password?token=${secret}` }],
    ['the password of a database', { err: new Error(`connect mysql://sluice:${secret}@db:3306/sluice`) }],
    ['what was sent with a failed query', { err: failedQuery }],
    ['the cause of an error either', { err: new Error('outer', { cause: failedQuery }) }],
    ['a statement with its values', { err: Object.assign(new Error('dup'), { sql: `insert '${secret}'` }) }],
  ])('%s', (_, what) => {
    expect(lineOf(what)).not.toContain(secret);
  });

  it('a password in its message', () => {
    expect(lineOf({}, `tried {"password":"${secret}"}`)).not.toContain(secret);
  });

  it('a password of any characters, and stays JSON', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, unit: 'grapheme' }), (password) => {
        const parsed: unknown = JSON.parse(lineOf({ input: { password } }));
        expect(parsed).toMatchObject({ input: { password: '[hidden]' } });
      }),
    );
  });
});

it('an error is told by what failed, why and where: no stack, no statement', () => {
  const refused = Object.assign(new Error("Duplicate entry 'ada@example.test' for key 'users.email'"), {
    code: 'ER_DUP_ENTRY',
    sqlMessage: "Duplicate entry 'ada@example.test' for key 'users.email'",
  });
  const query = new Error('Failed query: insert into `users` values (?)\nparams: ada', { cause: refused });
  const line = lineOf({ err: new Error('a turn failed', { cause: query }) });
  expect(JSON.parse(line)).toMatchObject({
    err: {
      type: 'Error',
      message: 'a turn failed: a query failed: ER_DUP_ENTRY',
      code: 'ER_DUP_ENTRY',
      at: expect.stringMatching(/^src\/server\/log\.test\.ts:\d+$/),
    },
  });
  expect(line).not.toMatch(/stack|insert into|ada/);
});

it('a statement that stands in a text is hidden there too', () => {
  expect(lineOf({}, 'Failed query: select `id` from `users`\nparams: 1')).not.toContain('select');
});

it('what is said of workers stays readable', () => {
  expect(lineOf({}, 'worker launched. worker stopped.')).toContain('worker launched. worker stopped.');
});

it('ids, codes and sentences stay readable', () => {
  const line = lineOf({
    videoId: '01KAZX5V3H8T6W2M4N9QRS7BCD',
    code: 'ECONNREFUSED',
    err: new Error('no host'),
  });
  expect(JSON.parse(line)).toMatchObject({
    videoId: '01KAZX5V3H8T6W2M4N9QRS7BCD',
    code: 'ECONNREFUSED',
    err: { message: 'no host' },
    msg: 'it failed',
  });
});
