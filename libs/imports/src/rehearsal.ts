import { getHeapStatistics } from 'node:v8';
import {
  type BusinessDate,
  type Circumstances,
  type Decider,
  evolved,
  type Fact,
  type Happened,
  isRefusal,
  type Refusal,
  streamOf,
} from '#kernel';
import { graduations } from '#graduations';
import type { HistoryTarget } from './history-target.js';
import { RehearsedFacts } from './rehearsed-facts.js';
import { Turns } from './turns.js';

/** No row is judged by what other rows leave in these: graduations are only written. */
const UNREAD: ReadonlySet<string> = new Set([graduations.name]);

/** States kept in memory may have been folded from so many rehearsed facts, all together; each counts for some more. */
const MOST_KEPT_FACTS = 250_000;
/** A kept state takes some 350 bytes a fact: so a tenth of the memory a small process may use is for them. */
const HEAP_BYTES_A_FACT = 4_000;
const KEPT_FACTS = Math.min(
  MOST_KEPT_FACTS,
  Math.floor(getHeapStatistics().heap_size_limit / HEAP_BYTES_A_FACT),
);
const STATE_WEIGHT = 10;

/** How a rehearsal keeps what it decides. */
export interface RehearsalOptions {
  /** Where its file is made. */
  readonly folder: string;
  /** What the file is encrypted by: 32 bytes, by chance. */
  readonly key: Buffer;
  readonly keptFacts?: number;
}

interface Rehearsed {
  readonly state: unknown;
  /** How many rehearsed facts it holds. */
  readonly facts: number;
}

/**
 * Decides by the same rules on the same states and records nothing: each command finds what those before it left. Keeps the
 * states last used in memory; any other is folded again from the log and from the facts rehearsed since, which lie aside in
 * a file. So its memory does not grow with what is rehearsed.
 */
export class Rehearsal implements HistoryTarget {
  private readonly states = new Map<string, Rehearsed>();
  private weight = 0;
  private readonly aside: RehearsedFacts;
  private readonly turns = new Turns();
  private readonly ruled = new Map<unknown, { decider: Decider; rule: Decider['rules'][number] }>();
  private facts = 0;

  constructor(
    private readonly stage: Pick<HistoryTarget, 'stateOf'>,
    deciders: readonly Decider[],
    private readonly circumstances: Pick<Circumstances, 'now' | 'today'>,
    private readonly options: RehearsalOptions,
  ) {
    this.aside = new RehearsedFacts(options.folder, options.key);
    for (const decider of deciders)
      for (const rule of decider.rules) this.ruled.set(rule.command, { decider, rule });
  }

  get today(): BusinessDate {
    return this.circumstances.today;
  }

  async stateOf<State>(decider: Decider<State>, id: string): Promise<State> {
    return (await this.standing(decider, streamOf(decider, id), id)).state as State;
  }

  async send(command: object, on: BusinessDate): Promise<Refusal | undefined> {
    const { decider } = this.ruleOf(command);
    return this.turns.inTurn(streamOf(decider, decider.key(command)), () => this.decided(command, on));
  }

  /** Forgets all that was rehearsed. */
  close(): void {
    this.states.clear();
    this.aside.close();
  }

  private ruleOf(command: object) {
    const ruled = this.ruled.get(command.constructor);
    if (!ruled) throw new Error(`No rule decides ${command.constructor.name}.`);

    return ruled;
  }

  private async standing(decider: Decider, stream: string, id: string): Promise<Rehearsed> {
    const kept = this.states.get(stream);
    if (kept) return this.keep(stream, kept);
    const state: unknown = await this.stage.stateOf(decider, id);
    // What was decided while it was being read goes before it.
    const since = this.states.get(stream);
    if (since) return since;

    const facts = this.aside.of(stream);
    const standing = { state: folded(decider, state, facts), facts: facts.length };
    return facts.length === 0 ? standing : this.keep(stream, standing);
  }

  private async decided(command: object, on: BusinessDate): Promise<Refusal | undefined> {
    const { decider, rule } = this.ruleOf(command);
    const stream = streamOf(decider, decider.key(command));
    const { state, facts } = await this.standing(decider, stream, decider.key(command));
    const decision = rule.decide(command, state, {
      ...this.circumstances,
      effectiveOn: on,
      commandId: 'rehearsal',
      actor: 'rehearsal',
    });
    if (isRefusal(decision)) return decision;
    if (decision.length > 0 && !UNREAD.has(decider.name)) {
      const happened = (decision as readonly Fact[]).map((fact) => this.happened(fact, on));
      this.aside.add(stream, happened);
      this.keep(stream, { state: folded(decider, state, happened), facts: facts + happened.length });
    }
    return undefined;
  }

  /** Keeps a state as the one last used; those not used for longest go. */
  private keep(stream: string, standing: Rehearsed): Rehearsed {
    this.forget(stream);
    this.states.set(stream, standing);
    this.weight += weightOf(standing);
    for (const oldest of this.states.keys()) {
      if (this.weight <= (this.options.keptFacts ?? KEPT_FACTS) || this.states.size === 1) break;
      this.forget(oldest);
    }
    return standing;
  }

  private forget(stream: string): void {
    const kept = this.states.get(stream);
    if (!kept) return;
    this.states.delete(stream);
    this.weight -= weightOf(kept);
  }

  private happened(fact: Fact, on: BusinessDate): Happened {
    return {
      ...fact,
      // As it will be read again: no absent fields, nothing shared with the command.
      data: JSON.parse(JSON.stringify(fact.data)) as unknown,
      id: `rehearsed-${(this.facts += 1)}`,
      effectiveOn: fact.effectiveOn ?? on,
      recordedAt: this.circumstances.now,
    };
  }
}

const weightOf = ({ facts }: Rehearsed): number => STATE_WEIGHT + facts;

const folded = (decider: Decider, state: unknown, facts: readonly Happened[]): unknown =>
  facts.reduce((so, fact) => evolved(decider, so, fact), state);
