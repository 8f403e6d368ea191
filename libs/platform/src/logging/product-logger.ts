import type { LoggerService } from '@nestjs/common';
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';
import { logContext } from './log-context.js';
import { readableLines } from './readable-lines.js';
import { shown, shownError } from './redaction.js';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Where log lines go and which of them. */
export interface LogSettings {
  readonly level: LogLevel;
  /** For people, on a terminal; else one JSON object a line. */
  readonly readable?: boolean;
  /** Default: the standard error, so that what a command prints stays clean. */
  readonly to?: { write(line: string): unknown };
}

/**
 * The product's log: structured lines with the id of the command at hand. Messages are sentences of the program's own,
 * never a person's data; of objects given with them only ids, types, codes and numbers are shown.
 */
export class ProductLogger implements LoggerService {
  readonly #pino: Logger;

  constructor(settings: LogSettings) {
    const to = settings.to ?? destination({ dest: 2, sync: true });
    this.#pino = pino(
      {
        level: settings.level,
        base: { pid: process.pid },
        timestamp: stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        mixin: () => logContext(),
        // Errors come here as they may be shown.
        serializers: { err: (shownAlready: unknown) => shownAlready },
      },
      settings.readable ? readableLines(to) : to,
    );
  }

  /** The least level written. */
  get level(): string {
    return this.#pino.level;
  }

  log(message: unknown, ...more: unknown[]): void {
    this.#write('info', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.#write('error', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.#write('warn', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.#write('debug', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.#write('trace', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.#write('fatal', message, more);
  }

  #write(level: Exclude<LogLevel, 'silent'>, message: unknown, more: readonly unknown[]): void {
    if (!this.#pino.isLevelEnabled(level)) return;

    this.#pino[level](...lineOf(message, more));
  }
}

/** Nest gives the context last; an error's stack, where it gives one as text, holds the error's words once more. */
const lineOf = (message: unknown, more: readonly unknown[]): [object, string | undefined] => {
  const last = more.at(-1);
  const context = typeof last === 'string' && !last.includes('\n') ? last : undefined;
  const fields: Record<string, unknown> = context === undefined ? {} : { context };
  for (const given of [message, ...more])
    if (given instanceof Error) fields['err'] = shownError(given);
    else if (typeof given === 'object' && given !== null) Object.assign(fields, shown(given));

  return [fields, textOf(message)];
};

const textOf = (message: unknown): string | undefined => {
  if (typeof message === 'string') return message;
  if (message instanceof Error) return message.constructor.name;
  const text = (message as { msg?: unknown } | null)?.msg;
  return typeof text === 'string' ? text : undefined;
};
