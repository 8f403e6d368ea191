import { streamOf, type Decider, type Receipt } from '#kernel';
import type { Clock } from '../clock.js';
import { Commands, TryAgain, type Envelope } from '../commands.js';
import type { EventStore } from '../event-store.js';
import { outsideCommands } from '../logging/log-context.js';
import type { Sealing } from '../sealing/sealing.js';
import { AskedLog } from './asked-log.js';
import { commandDigest } from './command-digest.js';
import type { EventRegistry } from './event-registry.js';
import { DECIDING_LIMITS, type DecidingLimits } from './limits.js';
import { LogTime } from './log-time.js';
import type { RuleBook } from './rule-book.js';
import { StreamLane } from './stream-lane.js';
import { StreamStates } from './stream-states.js';
import { completed, WaitingCommand } from './waiting-command.js';

/** What deciding stands on. */
export interface DecidingParts {
  readonly rules: RuleBook;
  readonly registry: EventRegistry;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly limits?: Partial<DecidingLimits>;
}

/**
 * Decides commands and records what they decide. All commands that wait for one stream in this process are decided in
 * turn, each on the state the ones before it leave, and recorded by one append, whole or not at all.
 */
export class CommandRunner extends Commands {
  readonly #lanes = new Map<string, StreamLane>();
  readonly #log: AskedLog;
  readonly #states: StreamStates;
  readonly #limits: DecidingLimits;
  readonly #time: LogTime;
  #waiting = 0;

  constructor(private readonly parts: DecidingParts) {
    super();
    this.#limits = { ...DECIDING_LIMITS, ...parts.limits };
    this.#time = new LogTime(parts.clock);
    this.#log = new AskedLog(parts.store);
    this.#states = new StreamStates(this.#log, parts.sealing, this.#limits);
  }

  /** How many commands wait for their outcome in this process. */
  get waiting(): number {
    return this.#waiting;
  }

  async send(command: object, envelope?: Partial<Envelope>): Promise<Receipt> {
    const ruled = this.parts.rules.ruleFor(command);
    if (this.#waiting >= this.#limits.waiting)
      throw new TryAgain('More commands wait than can be decided in time. Send it again in a moment.', 1);

    const { decider } = ruled;
    const digesting = this.#digest(command, envelope, decider.subject?.({ ...command, ...envelope?.asSent }));
    digesting.catch(() => undefined);
    const waiting = new WaitingCommand(command, ruled, completed(envelope), digesting, {
      limits: this.#limits,
      log: this.#log,
    });
    this.#waiting += 1;
    try {
      this.#laneOf(decider, waiting.stream).add(waiting);
      return await waiting.outcome;
    } finally {
      this.#waiting -= 1;
    }
  }

  async stateOf<State>(decider: Decider<State>, id: string): Promise<State> {
    const stream = streamOf(decider, id);
    const { state } = await this.#states.latest(decider, stream);
    return state as State;
  }

  async #digest(
    command: object,
    envelope: Partial<Envelope> | undefined,
    personId: string | undefined,
  ): Promise<string> {
    return commandDigest(command, envelope ?? {}, await this.parts.sealing.digestKey(personId));
  }

  #laneOf(decider: Decider, stream: string): StreamLane {
    const existing = this.#lanes.get(stream);
    if (existing) return existing;

    const { registry, sealing } = this.parts;
    // A lane works for many commands: its log lines must not carry the id of the one that happened to open it.
    const lane = outsideCommands(
      () =>
        new StreamLane(
          stream,
          decider,
          { registry, log: this.#log, time: this.#time, sealing, states: this.#states, limits: this.#limits },
          () => this.#lanes.delete(stream),
        ),
    );
    this.#lanes.set(stream, lane);
    return lane;
  }
}
