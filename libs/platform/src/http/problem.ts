import { HttpException } from '@nestjs/common';
import { Refused, TryAgain } from '../commands.js';
import { isPassing } from '../following/failures.js';
import { LARGEST_BODY_BYTES } from './largest-body.js';

/** One field of a request that is the matter. `field` is a path: `modules.0.title`, `header Idempotency-Key`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** The body of every answer that is not a success (RFC 9457, `application/problem+json`). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** A sentence that says what is the matter and what to do. */
  readonly detail: string;
  readonly instance: string;
  /** Stable and kebab-case: a refusal's code, or one of the door's own. */
  readonly code: string;
  readonly errors?: readonly FieldProblem[];
  /** The key under which the command may be sent again. */
  readonly commandId?: string;
}

/** A request the door itself turns down. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors?: readonly FieldProblem[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }
}

/** The 400 for fields that are not as they should be. */
export const badFields = (errors: readonly FieldProblem[]): Problem =>
  new Problem(400, 'invalid-request', sentenceOf(errors), errors);

/** The 400 for one field. */
export const badField = (field: string, message: string): Problem => badFields([{ field, message }]);

/** The status of a refusal: 412 and 422 for the two that concern the request itself, 404 for what does not exist, else 409. */
export const statusOfRefusal = (code: string): number => {
  if (code === 'revision-differs') return 412;
  if (code === 'key-reused') return 422;

  return UNKNOWN_THING.test(code) ? 404 : 409;
};

/** Codes like `unit-unknown`, `organisation-not-registered` or `no-such-place` say that what the request names does not exist. */
const UNKNOWN_THING = /-unknown$|-not-found$|-not-registered$|^no-such-|^unknown-/;

/** What any exception is to the caller. An unforeseen one gives nothing of itself away. */
export const problemOf = (exception: unknown): Problem => {
  if (exception instanceof Problem) return exception;
  if (exception instanceof Refused) {
    const { refused, message, field } = exception.refusal;
    return new Problem(statusOfRefusal(refused), refused, message, field ? [{ field, message }] : undefined);
  }
  if (exception instanceof TryAgain)
    return new Problem(503, 'try-again', exception.message, undefined, {
      'Retry-After': String(exception.retryAfterSeconds),
    });
  if (exception instanceof HttpException && exception.getStatus() < 500)
    return new Problem(
      exception.getStatus(),
      CODES[exception.getStatus()] ?? 'not-possible',
      DETAILS[exception.getStatus()] ?? exception.message,
    );

  if (isPassing(exception))
    return new Problem(
      503,
      'try-again',
      'The database cannot be reached at the moment. Send it again, a command with the same key.',
      undefined,
      { 'Retry-After': '5' },
    );

  return new Problem(500, 'unexpected', 'Something went wrong here. It has been noted; try again later.');
};

/** A problem as it is sent. */
export const bodyOf = (problem: Problem, instance: string, commandId?: string): ProblemBody => ({
  type: `urn:leading-to-deliver:problem:${problem.code}`,
  title: TITLES[problem.status] ?? 'The request cannot be met',
  status: problem.status,
  detail: problem.detail,
  instance,
  code: problem.code,
  ...(problem.errors ? { errors: problem.errors } : {}),
  ...(commandId ? { commandId } : {}),
});

const sentenceOf = (errors: readonly FieldProblem[]): string => {
  const [first] = errors;
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${first ? `${first.field}: ${first.message}` : 'The request is not in the form asked for'}${rest}.`;
};

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid-request',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'too-slow',
  412: 'revision-differs',
  413: 'too-large',
  414: 'address-too-long',
  415: 'not-json',
};

/** Where the framework's own words do not say what to do. */
const DETAILS: Readonly<Record<number, string>> = {
  413: `A request may have ${LARGEST_BODY_BYTES / 1024} KiB at most: send less at once.`,
  415: 'Send the body as JSON, in UTF-8, with the header Content-Type: application/json.',
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not in the form asked for',
  403: 'This may not be done from there',
  404: 'There is nothing here',
  405: 'This cannot be done here',
  408: 'The request took too long to arrive',
  409: 'Refused',
  412: 'It has changed since you read it',
  413: 'The request is too large',
  414: 'The address is too long',
  415: 'Send JSON',
  421: 'This is not its name',
  422: 'The key was used for something else',
  431: 'The headers are too large',
  500: 'Unexpected',
  503: 'Try again',
};
