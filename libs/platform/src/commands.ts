import type { BusinessDate, Decider, Metadata, Receipt, Refusal } from '#kernel';

/** What travels with a command beside its fields. */
export interface Envelope {
  /** The caller's key for this command (`Idempotency-Key`), else made by the door. Scoped to the actor. */
  readonly commandId: string;
  readonly actor: string;
  readonly role: string;
  readonly origin: Metadata['origin'];
  readonly correlationId: string;
  readonly causationId: string;
  /** The day it happened; default today. */
  readonly effectiveOn?: BusinessDate;
  /** `If-Match`: refuse with `revision-differs` unless the stream stands at this revision. */
  readonly expectedRevision?: number;
  /** Fields the door filled in, not the caller: a repeat of the command may carry other values in them. */
  readonly unsigned?: readonly string[];
  /** Fields as the caller sent them, where ids in them were merged since: a repeat is known by these. */
  readonly asSent?: Readonly<Record<string, unknown>>;
}

/** A command was refused: the one exception that carries a refusal to the door it came in by. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** The log could not be reached or agreed with in time; the outcome may be found under the same command id. */
export class TryAgain extends Error {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}

/** Sends commands to their rules through @nestjs/cqrs and answers with receipts. */
export abstract class Commands {
  /**
   * Decides and records. Throws `Refused` for a refusal (also `key-reused`, `revision-differs`,
   * `effective-in-the-future`) and `TryAgain` when the deadline passed.
   */
  abstract send(command: object, envelope?: Partial<Envelope>): Promise<Receipt>;
  /** The state of a stream, folded up to its head. */
  abstract stateOf<State>(decider: Decider<State>, id: string): Promise<State>;
}
