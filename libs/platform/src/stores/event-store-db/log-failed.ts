/** The event log could not be used. Says which one and what to do, nothing of what was asked, and nothing of who asks. */
export class LogFailed extends Error {
  /** As of a database's failure: `no code` passes by itself. */
  readonly code: string;

  constructor(
    message: string,
    /** The gRPC status, where one was answered. */
    readonly status?: number,
    /** True when the same may succeed a moment later; of an append nobody knows then what became of it. */
    readonly isPassing = false,
  ) {
    super(message);
    this.code = isPassing ? 'no code' : `status ${status ?? 'none'}`;
  }
}

/** Nothing begins at a position that was asked for. */
export class NoSuchPosition extends LogFailed {
  constructor(position: string, hosts: string) {
    super(`No event of the log at ${hosts} is at position ${position}: name the position of one.`);
  }
}

/** A stream does not hold what this product wrote. */
export class RevisionLacking extends LogFailed {
  constructor(stream: string, revision: number, hosts: string) {
    super(
      `The stream "${stream}" lacks revision ${revision} in the event log at ${hosts}: it was truncated or deleted, ` +
        'which this product never does. Restore the log.',
    );
  }
}

interface Said {
  readonly code?: number;
  readonly details?: string;
  readonly metadata?: { get(name: string): readonly (string | Buffer)[] };
}

/** The gRPC statuses after which nobody knows what became of a call: it was cut, stopped or answered in no words of ours. */
const PASSING: readonly number[] = [1, 2, 4, 8, 10, 13, 14];

const UNREACHABLE = 14;

const EXCEPTION_HINTS: Readonly<Record<string, string>> = {
  'not-leader': 'another of its nodes leads by now',
  'maximum-append-size-exceeded': 'it takes no append so large: set its MaxAppendSize to 1 MiB or more',
  'stream-deleted': 'the stream was deleted by somebody else, which this product never does: restore the log',
};

const HINTS: Readonly<Record<number, string>> = {
  3: 'the server takes no such request: check that it is EventStoreDB 22.6 or later',
  4: 'it did not answer in time',
  7: 'the user lacks a right: it must be allowed to append and to read $all',
  12: 'the server does not know what was asked: check that it is EventStoreDB 22.6 or later',
  14: 'it cannot be reached: check that it runs, and hosts, ports and tls in EVENTSTOREDB_URL',
  16: 'it does not let this process in: check user and password in EVENTSTOREDB_URL',
};
const CERTIFICATE_HINT =
  'its certificate is not trusted: name in EVENTSTOREDB_URL the file of the authority that signed it, tlsCAFile=/path';

/** What a call answered, made fit for logs and answers. */
export const logFailed = (error: unknown, hosts: string, doing: string): LogFailed => {
  if (error instanceof LogFailed) return error;

  const { code, details = '', metadata } = error as Said;
  const exception = metadata?.get('exception')[0]?.toString() ?? '';
  const hint =
    EXCEPTION_HINTS[exception] ??
    (/certificate/i.test(details) ? CERTIFICATE_HINT : undefined) ??
    HINTS[code ?? UNREACHABLE] ??
    `status ${code}`;
  return new LogFailed(
    `The event log at ${hosts} failed while ${doing}: ${hint}.`,
    code,
    exception === 'not-leader' || PASSING.includes(code ?? UNREACHABLE),
  );
};
