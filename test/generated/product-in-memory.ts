import {
  type BusinessDate,
  type Decider,
  derivedId,
  evolved,
  type Fact,
  type Instant,
  isRefusal,
  keptOf,
  londonDateOf,
  type Merges,
  type Process,
  type Recorded,
  referencesOf,
  refuse,
  type Refusal,
  type Send,
  streamOf,
} from '#kernel';
import { decide } from '#kernel/specification';
import { type Context, MERGES, type MergedKind } from '#platform';

/** How a command comes in. */
export interface Way {
  readonly commandId: string;
  readonly effectiveOn?: BusinessDate;
  readonly origin?: 'command' | 'process' | 'history';
}

type Fields = Record<string, unknown>;

/** How often a command was tried, and how often it changed something. */
export interface Tally {
  tried: number;
  recorded: number;
}

/**
 * All that decides and follows in the product, in memory: every decider, process, guard, completion, claim and merge its
 * libraries bring. Ids follow from what is sent alone, so that the same commands in another order make the same facts.
 */
export class ProductInMemory {
  readonly log: Recorded[] = [];
  /** Refusals no process had an answer to. */
  readonly workItems: string[] = [];
  readonly tallies = new Map<string, Tally>();
  readonly processes: readonly Process[];
  /** Called after every command that recorded something, whoever sent it. */
  afterEach: () => void = () => undefined;
  private readonly deciders = new Map<unknown, Decider>();
  private readonly merged: readonly MergedKind[];
  private readonly states = new Map<string, unknown>();
  private readonly revisions = new Map<string, number>();
  private readonly known = new Set<string>();
  private readonly followed = new Map<Process, number>();
  private timetable: { readonly process: Process; readonly send: Send; readonly commandId: string }[] = [];

  constructor(
    private readonly contexts: readonly Context[],
    public now: Instant,
  ) {
    for (const decider of contexts.flatMap(({ deciders = [] }) => deciders))
      for (const { command } of decider.rules) this.deciders.set(command, decider);
    this.merged = contexts.flatMap(({ merged = [] }) => merged);
    this.processes = contexts.flatMap(({ processes = [] }) => processes);
  }

  get today(): BusinessDate {
    return londonDateOf(this.now);
  }

  /** The command as it would be decided now, with what it would come to; nothing is recorded. */
  async tried(sent: object, way: Way): Promise<Refusal | readonly Fact[]> {
    const command = this.withKeptIds(sent);
    const refusal = await this.guarded(command, way);
    return refusal ?? this.decided(await this.completed(command), way);
  }

  /** Sends a command through guards, claims and completions to its rule, and records what that decides. */
  async send(sent: object, way: Way): Promise<Refusal | readonly Fact[]> {
    if (this.known.has(way.commandId)) return [];
    const command = this.withKeptIds(sent);
    const tally = this.tallyOf(command);
    tally.tried += 1;
    const refusal =
      way.origin === 'process'
        ? undefined
        : ((await this.guarded(command, way)) ?? (await this.claimed(command, way)));
    if (refusal) return refusal;

    const decision = this.decided(await this.completed(command), way);
    if (isRefusal(decision) || decision.length === 0) return decision;
    tally.recorded += 1;
    this.known.add(way.commandId);
    this.record(command, decision, way);
    this.afterEach();
    return decision;
  }

  readonly stateOf = async <State>(decider: Decider<State>, id: string): Promise<State> =>
    this.seen(decider, id);

  /** The state of a stream. */
  seen<State>(decider: Decider<State>, id: string): State {
    return (this.states.get(streamOf(decider, id)) as State | undefined) ?? decider.initial;
  }

  deciderOf(command: object): Decider {
    const found = this.deciders.get(command.constructor);
    if (!found) throw new Error(`No decider has a rule for ${command.constructor.name}.`);
    return found;
  }

  /** One process takes its next event; with `crashAfter` it sends so many commands only and does not get past it. */
  async follow(process: Process, crashAfter = Infinity): Promise<boolean> {
    const at = this.followed.get(process) ?? 0;
    const event = this.log[at];
    if (!event) return false;

    const handle = event.metadata.origin === 'history' ? undefined : process.on[event.type];
    const sends = handle
      ? await handle(event, { stateOf: this.stateOf, now: this.now, today: this.today })
      : [];
    for (const send of sends.slice(0, crashAfter))
      await this.deliver(
        process,
        send,
        derivedId(process.name, event.id, send.command.constructor.name, send.target),
      );
    if (sends.length <= crashAfter) this.followed.set(process, at + 1);
    return true;
  }

  /** Everything that is due and everything there is to follow, until nothing is left. */
  async settle(): Promise<void> {
    for (let left = true; left;) {
      left = await this.runDue();
      for (const process of this.processes) while (await this.follow(process)) left = true;
    }
  }

  /** Sends what the timetable holds up to now. */
  async runDue(): Promise<boolean> {
    const due = this.timetable.filter(({ send }) => send.due !== undefined && send.due <= this.now);
    this.timetable = this.timetable.filter((entry) => !due.includes(entry));
    for (const { process, send, commandId } of due)
      await this.deliver(process, { ...send, due: undefined }, commandId);
    return due.length > 0;
  }

  private async deliver(process: Process, send: Send, commandId: string): Promise<void> {
    if (send.due !== undefined && send.due > this.now) {
      if (!this.timetable.some((entry) => entry.commandId === commandId))
        this.timetable.push({ process, send, commandId });
      return;
    }
    const { effectiveOn } = send;
    const decision = await this.send(send.command, {
      commandId,
      origin: 'process',
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
    });
    if (!isRefusal(decision)) return;

    const sends = process.sends.find(({ command }) => send.command instanceof command);
    const answer = sends?.answers?.[decision.refused];
    if (answer)
      await this.deliver(
        process,
        answer(send.command, decision),
        derivedId('answer', commandId, decision.refused),
      );
    else if (!sends?.ends.includes(decision.refused))
      this.workItems.push(`${process.name}: ${send.command.constructor.name} ${decision.refused}`);
  }

  private async guarded(command: object, { effectiveOn }: Way): Promise<Refusal | undefined> {
    for (const { guards = [] } of this.contexts)
      for (const guard of guards) {
        const refusal =
          command instanceof guard.command
            ? await guard.check(command, { stateOf: this.stateOf }, effectiveOn)
            : undefined;
        if (refusal) return refusal;
      }
    return undefined;
  }

  private async claimed(command: object, { commandId }: Way): Promise<Refusal | undefined> {
    const claim = async (claiming: object) => {
      const decision = await this.send(claiming, {
        commandId: derivedId('claim', commandId),
        origin: 'process',
      });
      return isRefusal(decision) ? decision : undefined;
    };
    for (const { claims = [] } of this.contexts)
      for (const one of claims) {
        const refusal =
          command instanceof one.command
            ? await one.take(command, { stateOf: this.stateOf, claim })
            : undefined;
        if (refusal) return refusal;
      }
    return undefined;
  }

  private async completed(command: object): Promise<object> {
    const copy = copyOf(command);
    for (const { completions = [] } of this.contexts)
      for (const completion of completions)
        if (copy instanceof completion.command)
          Object.assign(copy, await completion.fill(copy, { stateOf: this.stateOf }));
    return copy;
  }

  private decided(command: object, { effectiveOn, commandId }: Way): Refusal | readonly Fact[] {
    const decider = this.deciderOf(command);
    const rule = decider.rules.find((entry) => command instanceof entry.command)!;
    if (effectiveOn !== undefined && effectiveOn > this.today && !rule.mayBeAhead)
      return refuse('effective-in-the-future', 'State the day it happened.');

    const state: unknown = this.seen(decider, decider.key(command));
    return decide(decider, state, command, {
      now: this.now,
      commandId,
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
    });
  }

  private record(command: object, facts: readonly Fact[], way: Way): void {
    const decider = this.deciderOf(command);
    const stream = streamOf(decider, decider.key(command));
    for (const [index, fact] of facts.entries()) {
      const event: Recorded = {
        ...(JSON.parse(JSON.stringify(fact)) as Fact),
        id: derivedId('event', way.commandId, index),
        effectiveOn: fact.effectiveOn ?? way.effectiveOn ?? this.today,
        recordedAt: this.now,
        position: String(this.log.length + 1),
        stream,
        revision: this.revisions.get(stream) ?? 0,
        hash: derivedId('hash', this.log.length),
        metadata: {
          commandId: way.commandId,
          commandType: command.constructor.name,
          correlationId: way.commandId,
          causationId: way.commandId,
          actor: 'local-administrator',
          role: 'administrator',
          origin: way.origin ?? 'command',
        },
      };
      this.revisions.set(stream, event.revision + 1);
      this.states.set(stream, evolved(decider, this.states.get(stream) ?? decider.initial, event));
      this.log.push(event);
    }
  }

  private withKeptIds(command: object): object {
    const copy = copyOf(command);
    for (const kind of this.merged) {
      if (kind.asSent.some((type) => command instanceof type)) continue;
      const merges = this.seen(kind.merges, MERGES);
      const own = this.deciderOf(command).name === kind.kind ? [kind.ownId] : [];
      if (!merges.into.isEmpty()) withKept(copy as Fields, kind, merges, own);
    }
    return copy;
  }

  private tallyOf({ constructor: { name } }: object): Tally {
    const tally = this.tallies.get(name) ?? { tried: 0, recorded: 0 };
    this.tallies.set(name, tally);
    return tally;
  }
}

const copyOf = <C extends object>(command: C): C =>
  Object.assign(Object.create(Object.getPrototypeOf(command) as object) as C, command);

const withKept = (object: Fields, kind: MergedKind, merges: Merges, own: readonly string[] = []): void => {
  const named = referencesOf(object.constructor as new () => object)
    .filter(({ of }) => of === kind.kind)
    .map(({ field }) => field);
  for (const [field, value] of Object.entries(object)) {
    if (typeof value === 'string' && [...own, ...named].includes(field))
      object[field] = keptOf(merges, value);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      object[field] = copyOf(value);
      withKept(object[field] as Fields, kind, merges);
    }
  }
};
