import { AssertionError } from 'node:assert';
import { TypeORMError } from 'typeorm';
import { ConfigurationError } from '#platform';

/** What the language, and the tool that makes statements, throw: nobody who asked can act on it. */
const BUGS = [
  ...[TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError],
  ...[AssertionError, TypeORMError],
];

/**
 * What is told of an error. What a person can act on is thrown with a sentence that says how, and the sentence is all; of a bug,
 * also one behind a sentence, the stack belongs in the report of it.
 */
export const complaintOf = (error: unknown): string => {
  if (error instanceof ConfigurationError) return error.problems.join('\n');
  if (!(error instanceof Error)) return String(error);
  const { message, stack, cause } = error;
  if (isBug(error)) return stack ?? message;

  return isBug(cause) ? `${message}\n${complaintOf(cause)}` : inOptions(message);
};

/** What a query calls its fields, the command line calls options. */
const OPTIONS: Readonly<Record<string, string>> = {
  asAt: '--as-at',
  knownAt: '--known-at',
  comparedWith: '--compared-with',
};

const inOptions = (message: string): string =>
  message.replace(/\b(?:asAt|knownAt|comparedWith)\b/g, (field) => OPTIONS[field]!);

const isBug = (error: unknown): boolean => BUGS.some((bug) => error instanceof bug);
