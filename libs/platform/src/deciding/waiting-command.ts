import { randomUUID } from 'node:crypto';
import { isPlainText, streamOf, type Receipt, type Refusal } from '#kernel';
import { Refused, TryAgain, type Envelope } from '../commands.js';
import type { AskedLog } from './asked-log.js';
import { commandKey } from './command-digest.js';
import type { DecidingLimits } from './limits.js';
import { LogSilent } from './log-silent.js';
import type { Ruled } from './rule-book.js';

/** Who acts while there is no sign-in. */
const LOCAL = { actor: 'local-administrator', role: 'administrator', origin: 'command' } as const;

/** An envelope with everything it may leave out. */
export const completed = (envelope: Partial<Envelope> = {}): Envelope => {
  const commandId = envelope.commandId ?? randomUUID();
  return {
    ...envelope,
    commandId,
    actor: envelope.actor ?? LOCAL.actor,
    role: envelope.role ?? LOCAL.role,
    origin: envelope.origin ?? LOCAL.origin,
    correlationId: envelope.correlationId ?? commandId,
    causationId: envelope.causationId ?? commandId,
  };
};

/** How long a command waits: until its deadline, or until the log has answered nothing to anybody for so long. */
export interface Patience {
  readonly limits: Pick<DecidingLimits, 'deadline_ms' | 'silence_ms'>;
  readonly log: Pick<AskedLog, 'silence'>;
}

/** One command on its way to an outcome; the first outcome it gets is its only one. */
export class WaitingCommand {
  readonly stream: string;
  /** The log's key for it. */
  readonly key: string;
  readonly outcome: Promise<Receipt>;
  #digest = '';
  #answered = false;
  #resolve!: (receipt: Receipt) => void;
  #reject!: (error: unknown) => void;
  readonly #began = performance.now();
  readonly #deadline: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly command: object,
    readonly ruled: Ruled,
    readonly envelope: Envelope,
    /** Resolves to the command's digest. */
    readonly digesting: Promise<string>,
    private readonly patience: Patience,
  ) {
    const id = ruled.decider.key(command);
    for (const [name, text] of Object.entries({ id, commandId: envelope.commandId, actor: envelope.actor }))
      if (typeof text !== 'string' || text.length === 0 || text.length > 200 || !isPlainText(text))
        throw new Error(
          `The ${name} of a ${command.constructor.name} must be plain text of 1 to 200 characters.`,
        );

    this.stream = streamOf(ruled.decider, id);
    this.key = commandKey(envelope);
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // An outcome nobody awaits any more must not end the process.
    this.outcome.catch(() => undefined);
    this.#deadline = this.#began + patience.limits.deadline_ms;
    this.#wait();
  }

  get isAnswered(): boolean {
    return this.#answered;
  }

  get digest(): string {
    return this.#digest;
  }

  /** Waits for the digest; false when it could not be made, which fails this command only. */
  async digested(): Promise<boolean> {
    if (this.#digest !== '') return true;
    try {
      this.#digest = await this.digesting;
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  answer(receipt: Receipt): void {
    this.#settled();
    this.#resolve(receipt);
  }

  refuse(refusal: Refusal): void {
    this.fail(new Refused(refusal));
  }

  fail(error: unknown): void {
    this.#settled();
    this.#reject(error);
  }

  #wait(): void {
    const now = performance.now();
    const left = Math.min(this.#silentUntil(now), this.#deadline) - now;
    // Answers that are here already are heard first: the process itself may have stood still.
    this.#timer = setTimeout(() => setImmediate(() => this.#look()), Math.max(0, left));
  }

  #look(): void {
    if (this.#answered) return;
    const now = performance.now();
    const { commandId } = this.envelope;
    const { silence } = this.patience.log;
    if (silence && now >= this.#silentUntil(now)) this.fail(new LogSilent(commandId, silence.cause));
    else if (now >= this.#deadline) this.fail(tooLate(commandId));
    else this.#wait();
  }

  /** When the log will have been silent for too long. Who comes later waits half as long: it is asked once more for them, also by a lane that pauses. */
  #silentUntil(now: number): number {
    const { limits, log } = this.patience;
    const since = log.silence?.since ?? now;
    return Math.max(since + limits.silence_ms, this.#began + limits.silence_ms / 2);
  }

  #settled(): void {
    this.#answered = true;
    clearTimeout(this.#timer);
  }
}

const tooLate = (commandId: string): TryAgain =>
  new TryAgain(
    `The command ${commandId} could not be recorded in time. Send it again under the same id: if it was recorded after all, you get its receipt.`,
    1,
  );
