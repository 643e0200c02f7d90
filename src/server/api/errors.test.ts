import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '#lib/domain/errors.ts';
import { ObjectStoreError } from '../ports/object-store.ts';
import { describeError, toAppError, toTrpcError } from './errors.ts';

const secret = 'https://s3.example/key?X-Amz-Signature=abc';
const zodError = z.object({ title: z.string() }).safeParse({}).error;
const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

describe('an error on its way out', () => {
  it.each([
    ['an error of ours', new AppError('VIDEO_GONE'), 'VIDEO_GONE'],
    ['input of the wrong shape', zodError, 'VALIDATION_FAILED'],
    ['the object store', new ObjectStoreError('write', { cause: new Error(secret) }), 'UPLOAD_FAILED'],
    [
      'an object store that is away',
      new ObjectStoreError('write', { cause: new Error(secret), isAway: true }),
      'SERVICE_UNAVAILABLE',
    ],
    ['a database that is away', refused, 'SERVICE_UNAVAILABLE'],
    ['the same inside a failed query', new Error('Failed query', { cause: refused }), 'SERVICE_UNAVAILABLE'],
    [
      'a connection to it that broke',
      new Error("Can't add new command when connection is in closed state"),
      'SERVICE_UNAVAILABLE',
    ],
    ['what tRPC wraps', new TRPCError({ code: 'BAD_REQUEST', cause: zodError }), 'VALIDATION_FAILED'],
    ['no such procedure', new TRPCError({ code: 'NOT_FOUND' }), 'NOT_FOUND'],
    ['a body that is no JSON', new TRPCError({ code: 'PARSE_ERROR' }), 'VALIDATION_FAILED'],
    ['a defect', new TypeError(secret), 'INTERNAL'],
    ['a thrown text', secret, 'INTERNAL'],
  ])('tells what it is: %s', (_, error, code) => {
    const described = describeError(error);
    expect(described.code).toBe(code);
    expect(JSON.stringify(described)).not.toContain('Signature');
    expect(toTrpcError(error).message).not.toContain('Signature');
  });

  it('names the fields that are wrong', () => {
    expect(toAppError(zodError).details).toEqual({
      fields: [{ path: 'title', message: expect.any(String) }],
    });
  });
});
