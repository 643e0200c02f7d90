import { AppError, type ErrorCode, errorCodes, statusOfError } from '#lib/domain/errors.ts';
import type { ResponseObject, SchemaObject } from './openapi-types.ts';

/** The error half of the envelope. */
const failure: SchemaObject = {
  type: 'object',
  required: ['success', 'error'],
  properties: {
    success: { const: false },
    error: {
      type: 'object',
      required: ['code', 'message', 'details'],
      properties: {
        code: { type: 'string', enum: errorCodes, description: 'Stable: act on this.' },
        message: { type: 'string', description: 'A sentence for a person.' },
        details: {
          type: 'object',
          description: 'Of a refused input: `fields`, each with `path` and `message`.',
        },
      },
    },
  },
};

/** The refusals that calls have in common, by the name of their component. */
const refusals = {
  Unauthorized: ['UNAUTHORIZED', 'Nobody is signed in, or the token or key counts no more.'],
  Forbidden: ['FORBIDDEN', 'Not allowed; of an API key, the scope that it lacks is in `details.scope`.'],
  NotFound: ['NOT_FOUND', 'Not there, or not yours: what is private looks the same as what is absent.'],
  ValidationFailed: ['VALIDATION_FAILED', 'The input is not valid.'],
  RateLimitExceeded: ['RATE_LIMIT_EXCEEDED', 'Too many calls; `Retry-After` says when to come back.'],
  ServiceUnavailable: ['SERVICE_UNAVAILABLE', 'A store is away; try again.'],
} as const satisfies Readonly<Record<string, readonly [ErrorCode, string]>>;

const retryAfter = {
  'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } },
};
const hasRetryAfter: ReadonlySet<ErrorCode> = new Set(['RATE_LIMIT_EXCEEDED', 'SERVICE_UNAVAILABLE']);

export const rateLimitHeaders = Object.fromEntries(
  ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'].map((name) => [
    name,
    { $ref: `#/components/headers/${name}` },
  ]),
);

export const rateLimitHeaderComponents = {
  'X-RateLimit-Limit': { description: 'Calls per window.', schema: { type: 'integer' } },
  'X-RateLimit-Remaining': { description: 'Calls left in it.', schema: { type: 'integer' } },
  'X-RateLimit-Reset': { description: 'Its end, in epoch seconds.', schema: { type: 'integer' } },
};

function componentOf(code: ErrorCode, description: string): ResponseObject {
  const { message } = new AppError(code);
  return {
    description,
    headers: { ...rateLimitHeaders, ...(hasRetryAfter.has(code) && retryAfter) },
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Failure' },
        example: { success: false, error: { code, message, details: {} } },
      },
    },
  };
}

export const failureComponents = {
  schemas: { Failure: failure },
  responses: {
    ...Object.fromEntries(
      Object.entries(refusals).map(([name, [code, text]]) => [name, componentOf(code, text)]),
    ),
    Failure: componentOf('INTERNAL', 'Any other refusal or fault, in the same envelope.'),
  },
};

/** What a call may answer instead of its success. */
export function failureResponses(call: {
  readonly isProtected: boolean;
  readonly hasScope: boolean;
  readonly hasPathParameter: boolean;
}): Record<string, ResponseObject> {
  const names: (keyof typeof refusals)[] = [
    ...(call.isProtected || call.hasScope ? (['Unauthorized', 'Forbidden'] as const) : []),
    ...(call.hasPathParameter ? (['NotFound'] as const) : []),
    'ValidationFailed',
    'RateLimitExceeded',
    'ServiceUnavailable',
  ];
  const refer = (name: string): ResponseObject => ({ $ref: `#/components/responses/${name}` });
  return {
    ...Object.fromEntries(names.map((name) => [statusOfError(refusals[name][0]), refer(name)])),
    default: refer('Failure'),
  };
}
