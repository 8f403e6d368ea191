import { types } from 'node:util';

/** Why a follower stands still. Shown in health and by the operator's command line; holds no personal data. */
export interface Failure {
  /** Position of the event it cannot pass, where it is one event. */
  readonly position?: string;
  readonly eventId?: string;
  readonly eventType?: string;
  readonly error: string;
  readonly at: string;
  /** What to run when the cause is removed. */
  readonly resume: string;
}

/** The log does not look as a follower left it, or has a hole: nothing more is read from it until somebody has looked. */
export class LogDiffers extends Error {}

/** Another process leads by now, or a generation was swapped: what was folded is dropped. */
export class LeadLost extends Error {}

const codeOf = (error: unknown): string =>
  types.isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** True when PostgreSQL refused a value (classes 22 and 23): the same rows would be refused again. */
export const isRefusedValue = (error: unknown): boolean => /^2[23][0-9A-Z]{3}$/.test(codeOf(error));

// `no code`: a store's error whose connection broke.
const PASSING =
  /^(08|40|53|57)[0-9A-Z]{3}$|^55P03$|^no code$|^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN)/;
const LOST =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** True when the database was away, busy or shutting down: trying again may help. Looks into errors that wrap others. */
export const isPassing = (error: unknown): boolean => {
  if (!types.isNativeError(error)) return false;

  const { cause, driverError } = error as { cause?: unknown; driverError?: unknown };
  return (
    PASSING.test(codeOf(error)) || LOST.test(error.message) || isPassing(driverError) || isPassing(cause)
  );
};

/** What to say about an error. A database's own message may quote a row, and so people: only its code is told. */
export const sentenceOf = (error: unknown): string => {
  if (types.isNativeError(error) && 'severity' in error)
    return `PostgreSQL refused the rows with code ${codeOf(error)}.`;

  return types.isNativeError(error) ? `${error.name}: ${error.message}` : String(error);
};
