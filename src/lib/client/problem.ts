import { TRPCClientError } from '@trpc/client';
import { type ErrorCode, isErrorCode } from '#lib/domain/errors.ts';
import type { AppRouter } from '#server/api/root.ts';

/** What went wrong, as the page tells it. */
export interface Problem {
  /** `OFFLINE`: no answer came at all. `FILE_CHANGED`: the file on the disk is not the one that was chosen. */
  readonly code: ErrorCode | 'OFFLINE' | 'FILE_CHANGED';
  readonly sentence: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** An error whose problem is known already. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.sentence, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

export const offline: Problem = {
  code: 'OFFLINE',
  sentence: 'The connection was lost. Check the network, then try again.',
  details: {},
};

function detailsOf(value: unknown): Problem['details'] {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isOfApi(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}

/** Never a stack or a library's own words: a sentence for a person, and the code to act on. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (isOfApi(error)) {
    const data = error.data;
    if (!data) return offline;
    const code = isErrorCode(data.appCode) ? data.appCode : 'INTERNAL';
    return { code, sentence: error.message, details: detailsOf(data.details) };
  }
  return {
    code: 'INTERNAL',
    sentence: 'Something went wrong on this page. Reload it and try again.',
    details: {},
  };
}

/** Problems that pass by themselves; anything else would only be refused again. */
export function mayPass(problem: Problem): boolean {
  return ['OFFLINE', 'INTERNAL', 'UPLOAD_FAILED', 'SERVICE_UNAVAILABLE', 'RATE_LIMIT_EXCEEDED'].includes(
    problem.code,
  );
}

/** Sentences by the name of the field they are about, as far as the server said so. */
export function fieldSentences(problem: Problem): Readonly<Record<string, string>> {
  const { fields } = problem.details;
  if (!Array.isArray(fields)) return {};
  const pairs = fields.flatMap((field: unknown) => {
    if (typeof field !== 'object' || field === null || !('path' in field) || !('message' in field)) return [];
    return [[String(field.path), String(field.message)] as const];
  });
  return Object.fromEntries(pairs);
}
