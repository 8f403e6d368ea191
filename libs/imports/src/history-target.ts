import {
  type BusinessDate,
  type Circumstances,
  type Decider,
  evolved,
  type Fact,
  isRefusal,
  type Refusal,
  streamOf,
} from '#kernel';
import { graduations } from '#graduations';
import { participation } from '#places';
import { Turns } from './turns.js';

/** What an import of history needs of the product. */
export interface HistoryTarget {
  /** The state of a stream, up to its head. */
  stateOf<State>(decider: Decider<State>, id: string): Promise<State>;
  /** Records what a command comes to, as history of a day; answers the refusal, where there is one. */
  send(command: object, on: BusinessDate): Promise<Refusal | undefined>;
  readonly today: BusinessDate;
}

/** No row is judged by what other rows leave in these: graduations and participations are only written. */
const UNREAD: ReadonlySet<string> = new Set([graduations.name, participation.name]);

/**
 * Decides by the same rules on the same states and records nothing: each command finds what those before it left. Remembers
 * the states it changed and rows are judged by, and no others.
 */
export class Rehearsal implements HistoryTarget {
  private readonly states = new Map<string, unknown>();
  private readonly turns = new Turns();
  private readonly ruled = new Map<unknown, { decider: Decider; rule: Decider['rules'][number] }>();
  private facts = 0;

  constructor(
    private readonly stage: Pick<HistoryTarget, 'stateOf'>,
    deciders: readonly Decider[],
    private readonly circumstances: Pick<Circumstances, 'now' | 'today'>,
  ) {
    for (const decider of deciders)
      for (const rule of decider.rules) this.ruled.set(rule.command, { decider, rule });
  }

  get today(): BusinessDate {
    return this.circumstances.today;
  }

  async stateOf<State>(decider: Decider<State>, id: string): Promise<State> {
    const stream = streamOf(decider, id);
    const read = this.states.has(stream) ? undefined : await this.stage.stateOf(decider, id);
    // What was decided while it was being read goes before it.
    return (this.states.get(stream) ?? read) as State;
  }

  async send(command: object, on: BusinessDate): Promise<Refusal | undefined> {
    const { decider } = this.ruleOf(command);
    return this.turns.inTurn(streamOf(decider, decider.key(command)), () => this.decided(command, on));
  }

  private ruleOf(command: object) {
    const ruled = this.ruled.get(command.constructor);
    if (!ruled) throw new Error(`No rule decides ${command.constructor.name}.`);

    return ruled;
  }

  private async decided(command: object, on: BusinessDate): Promise<Refusal | undefined> {
    const { decider, rule } = this.ruleOf(command);
    const state = (await this.stateOf(decider, decider.key(command))) as unknown;
    const decision = rule.decide(command, state, {
      ...this.circumstances,
      effectiveOn: on,
      commandId: 'rehearsal',
      actor: 'rehearsal',
    });
    if (isRefusal(decision)) return decision;
    if (decision.length > 0 && !UNREAD.has(decider.name)) {
      const after = (decision as readonly Fact[]).reduce(
        (so: unknown, fact) => evolved(decider, so, this.happened(fact, on)),
        state,
      );
      this.states.set(streamOf(decider, decider.key(command)), after);
    }
    return undefined;
  }

  private happened(fact: Fact, on: BusinessDate) {
    return {
      ...fact,
      id: `rehearsed-${(this.facts += 1)}`,
      effectiveOn: fact.effectiveOn ?? on,
      recordedAt: this.circumstances.now,
    };
  }
}
