import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of one piece of work carries. Ids and types only. */
export interface LogContext {
  readonly commandId?: string;
  readonly command?: string;
}

const contexts = new AsyncLocalStorage<LogContext>();

/** Runs work whose log lines carry these ids. */
export const inLogContext = <T>(context: LogContext, work: () => T): T =>
  contexts.run({ ...contexts.getStore(), ...context }, work);

/** Starts work for many commands, whose log lines carry none of their ids. */
export const outsideCommands = <T>(work: () => T): T => contexts.exit(work);

/** The ids of the work at hand. */
export const logContext = (): LogContext => contexts.getStore() ?? {};
