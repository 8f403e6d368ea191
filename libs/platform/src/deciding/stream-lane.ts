import { setTimeout as pause } from 'node:timers/promises';
import type { Decider, Instant, Receipt, Recorded } from '#kernel';
import type { Sealing } from '../sealing/sealing.js';
import { KeyClaimed, Unrecordable } from '../stores/append-rules.js';
import { receiptOf } from '../stores/event-hash.js';
import type { AskedLog } from './asked-log.js';
import { decideInTurn, type Decided, type Turn } from './decide-in-turn.js';
import type { EventRegistry } from './event-registry.js';
import type { DecidingLimits } from './limits.js';
import type { LogTime } from './log-time.js';
import { answeredFromLog } from './remembered.js';
import { sealedTurn, type SealedTurn } from './sealed-turn.js';
import { StoreFailed } from './store-failed.js';
import type { Settled, StreamStates } from './stream-states.js';
import type { WaitingCommand } from './waiting-command.js';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** What a lane works with. */
export interface LaneParts {
  readonly registry: EventRegistry;
  readonly log: AskedLog;
  readonly time: LogTime;
  readonly sealing: Sealing;
  readonly states: StreamStates;
  readonly limits: DecidingLimits;
}

/**
 * The commands of this process that wait for one stream, and the loop that decides them turn by turn. Nothing is
 * answered, not even a refusal, before the state it was decided on is known to be the log's.
 */
export class StreamLane {
  #waiting: WaitingCommand[] = [];
  #atOnce: number;
  #failures = 0;

  constructor(
    private readonly stream: string,
    private readonly decider: Decider,
    private readonly parts: LaneParts,
    private readonly onEmpty: () => void,
  ) {
    this.#atOnce = parts.limits.commandsAtOnce;
    // After this turn of the event loop, so that commands sent together are decided together.
    setImmediate(() => void this.#run());
  }

  add(command: WaitingCommand): void {
    this.#waiting.push(command);
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#waiting = this.#waiting.filter((command) => !command.isAnswered);
      if (this.#waiting.length === 0) break;
      await this.#turn(this.#waiting.splice(0, this.#atOnce));
    }
    this.onEmpty();
  }

  /** One attempt at a batch; what it leaves unanswered is put back in front. */
  async #turn(batch: readonly WaitingCommand[]): Promise<void> {
    try {
      await this.#attempt(batch);
      this.#failures = 0;
      this.#atOnce = Math.min(this.#atOnce * 2, this.parts.limits.commandsAtOnce);
    } catch (error) {
      await this.#failed(batch, error);
    }
    this.#waiting = [...batch.filter((command) => !command.isAnswered), ...this.#waiting];
  }

  async #attempt(batch: readonly WaitingCommand[]): Promise<void> {
    const { states, time, registry, limits } = this.parts;
    await Promise.all(batch.map((command) => command.digested()));
    const settled = await states.settled(this.decider, this.stream);
    await this.#answerKnown(batch, settled);

    time.reached(settled.recordedAt);
    const moment = time.moment();
    const waiting = batch.filter((command) => !command.isAnswered);
    const turn = decideInTurn(waiting, settled, moment, registry, limits);
    if (factsOf(turn.decided).length === 0) return this.#answerWithoutFacts(turn.decided, settled);

    const sealed = await sealedTurn(turn, this.parts.sealing);
    if (!sealed) return;

    await this.#record(turn, sealed, settled, moment.recordedAt);
  }

  /** Answers those whose key the stream knows already, before any rule runs. */
  async #answerKnown(batch: readonly WaitingCommand[], { known }: Settled): Promise<void> {
    const maybe = batch.filter(
      (command) => !command.isAnswered && (known.hasForgotten || known.has(command.key)),
    );
    await answeredFromLog(maybe, this.parts.log);
    if (maybe.some((command) => !command.isAnswered && known.has(command.key)))
      throw new StoreFailed(new Error('The log holds a command that it does not find.'));
  }

  async #record(turn: Turn, commands: SealedTurn, settled: Settled, recordedAt: Instant): Promise<void> {
    const outcome = await this.parts.log.append({
      stream: this.stream,
      expectedRevision: settled.revision,
      previousHash: settled.hash,
      recordedAt,
      commands,
    });
    switch (outcome.outcome) {
      case 'appended':
        return this.#recorded(turn, settled, outcome.events);
      case 'conflict':
        return this.#readNew(settled);
      case 'known':
        // Where one is known others may be: the stream's new events say which.
        settled.known.add(outcome.key);
        await this.parts.states.readOn(this.decider, this.stream, settled);
        return;
      case 'decide-again-at':
        this.parts.time.reached(outcome.recordedAt);
    }
  }

  async #recorded(turn: Turn, before: Settled, events: readonly Recorded[]): Promise<void> {
    const last = events.at(-1)!;
    const { revision, hash, position, recordedAt } = last;
    const settled: Settled = { state: turn.state, revision, hash, position, recordedAt, known: before.known };
    this.parts.time.reached(recordedAt);
    this.parts.states.recorded(this.stream, settled, events);
    for (const { of, drafts, revision: end } of factsOf(turn.decided)) {
      before.known.add(of.key);
      const after = end - before.revision;
      of.answer(receiptOf(events.slice(after - drafts.length, after)));
    }
    await this.#answerTheRest(turn.decided, before, events);
  }

  async #readNew(settled: Settled): Promise<void> {
    const { revision } = await this.parts.states.readOn(this.decider, this.stream, settled);
    if (revision > settled.revision) return;

    // Either the log is slow to show what is new, or the state is of a log that was since put back to an earlier one.
    this.parts.states.forget(this.stream);
    throw new StoreFailed(new Error('The log has moved on, but shows nothing new yet.'));
  }

  /** Nothing was decided that could prove the state is the log's: read on, and decide again where it was not. */
  async #answerWithoutFacts(decided: readonly Decided[], settled: Settled): Promise<void> {
    const current = await this.parts.states.readOn(this.decider, this.stream, settled);
    if (current.revision === settled.revision) await this.#answerTheRest(decided, settled, []);
  }

  /** Answers what records nothing: a repeat whose first sending recorded something gets that receipt all the same. */
  async #answerTheRest(
    decided: readonly Decided[],
    before: Settled,
    events: readonly Recorded[],
  ): Promise<void> {
    const rest = decided.filter(({ of }) => !of.isAnswered);
    await answeredFromLog(
      rest.map(({ of }) => of),
      this.parts.log,
    );
    for (const one of rest) {
      if (one.of.isAnswered) continue;
      if ('refusal' in one) one.of.refuse(one.refusal);
      else one.of.answer(await this.#nothingRecorded(one.revision, before, events));
    }
  }

  async #nothingRecorded(revision: number, before: Settled, events: readonly Recorded[]): Promise<Receipt> {
    const position =
      revision === -1
        ? await this.parts.log.head()
        : (events[revision - before.revision - 1]?.position ?? before.position);
    return { stream: this.stream, revision, position, recorded: [] };
  }

  /** A log that does not answer is asked again until the commands' deadlines; any other error is theirs. */
  async #failed(batch: readonly WaitingCommand[], error: unknown): Promise<void> {
    const alone = batch.length === 1;
    this.#atOnce = Math.max(1, Math.floor(batch.length / 2));
    if (isOfOneCommand(error)) {
      this.parts.states.forget(this.stream);
      if (!alone) return;
    }
    if (!(error instanceof StoreFailed)) {
      for (const command of batch) if (!command.isAnswered) command.fail(error);
      return;
    }

    this.#failures += 1;
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS));
  }
}

/** One command of a batch is why it was not taken: it is found by deciding fewer together. */
const isOfOneCommand = (error: unknown): boolean =>
  error instanceof Unrecordable || error instanceof KeyClaimed;

const factsOf = (decided: readonly Decided[]) =>
  decided.filter(
    (one): one is Extract<Decided, { drafts: readonly unknown[] }> =>
      'drafts' in one && one.drafts.length > 0,
  );
