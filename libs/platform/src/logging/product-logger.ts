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

/** What Nest says of its own composing at every start: a line a route, of no use to operators. */
const COMPOSING: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

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

  /** Settings from the environment: `L2D_LOG_LEVEL`; silent in tests, readable on a terminal outside production. */
  static of(env: NodeJS.ProcessEnv, isTerminal = process.stderr.isTTY === true): ProductLogger {
    const inTest = env['NODE_ENV'] === 'test' || env['JEST_WORKER_ID'] !== undefined;
    return new ProductLogger({
      level: levelOf(env['L2D_LOG_LEVEL']) ?? (inTest ? 'silent' : 'info'),
      readable: isTerminal && env['NODE_ENV'] !== 'production',
    });
  }

  /** The least level written. */
  get level(): string {
    return this.#pino.level;
  }

  log(message: unknown, ...more: unknown[]): void {
    this.#write(COMPOSING.has(more.at(-1)) ? 'debug' : 'info', message, more);
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

const LEVELS: readonly string[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

const levelOf = (text: string | undefined): LogLevel | undefined => {
  if (text === undefined || text === '') return undefined;
  if (!LEVELS.includes(text))
    throw new Error(`L2D_LOG_LEVEL must be one of ${LEVELS.join(', ')}; it is "${text}".`);

  return text as LogLevel;
};
