import {
  type BusinessDate,
  type Decider,
  type Decision,
  derivedId,
  type Fact,
  type Instant,
  isRefusal,
  keptOf,
  londonDateOf,
  type Process,
  type Recorded,
  referencesOf,
  type Send,
  evolved,
  streamOf,
} from '#kernel';
import { decide, happened } from '#kernel/specification';
import { type MergedKind, MERGES } from '#platform';

/**
 * A log, its deciders and its processes, in memory and one step at a time, for specifications. Harsher than the real
 * thing: each process follows at its own pace, may crash between any two commands and starts its event again, and a
 * command sent again is decided again, since no command ids are remembered.
 */
export class Simulation {
  readonly log: Recorded[] = [];
  /** Refusals no process had an answer to. */
  readonly workItems: string[] = [];
  private readonly states = new Map<string, unknown>();
  private readonly followed = new Map<Process, number>();
  private timetable: { readonly process: Process; readonly send: Send }[] = [];

  constructor(
    private readonly deciders: readonly Decider[],
    readonly processes: readonly Process[],
    public now: Instant,
    /** Kinds whose merged ids keep working, as the platform sees to it. */
    private readonly merged: readonly MergedKind[] = [],
  ) {}

  /** What a user, or a process, sends. */
  send(sent: object, effectiveOn?: BusinessDate, actor = 'local-administrator'): Decision {
    const command = this.withKeptIds(sent);
    const decider = this.deciders.find(({ rules }) => rules.some((rule) => command instanceof rule.command));
    if (!decider) throw new Error(`No decider has a rule for ${command.constructor.name}.`);

    const stream = streamOf(decider, decider.key(command));
    const decision = decide(decider, this.state(decider, stream), command, {
      now: this.now,
      effectiveOn,
      actor,
    });
    if (!isRefusal(decision))
      for (const fact of decision as readonly Fact[]) this.record(decider, stream, effectiveOn, fact, actor);
    return decision;
  }

  stateOf<State>(decider: Decider<State>, id: string): State {
    return this.state(decider, streamOf(decider, id)) as State;
  }

  /** One process takes its next event; with `crashAfter` it sends so many commands only and does not get past it. */
  async follow(process: Process, crashAfter = Infinity): Promise<boolean> {
    const at = this.followed.get(process) ?? 0;
    const event = this.log[at];
    if (!event) return false;

    const handle = process.on[event.type];
    const sends = handle ? await handle(event, this.tools()) : [];
    for (const send of sends.slice(0, crashAfter)) this.deliver(process, send);
    if (sends.length <= crashAfter) this.followed.set(process, at + 1);
    return true;
  }

  /** Everything that is due and everything there is to follow, until nothing is left. */
  async settle(): Promise<void> {
    for (let left = true; left;) {
      left = this.runDue();
      for (const process of this.processes) while (await this.follow(process)) left = true;
    }
  }

  /** Sends what the timetable holds up to now. */
  runDue(): boolean {
    const due = this.timetable.filter(({ send }) => send.due !== undefined && send.due <= this.now);
    this.timetable = this.timetable.filter((entry) => !due.includes(entry));
    for (const { process, send } of due) this.deliver(process, { ...send, due: undefined });
    return due.length > 0;
  }

  private deliver(process: Process, send: Send): void {
    if (send.due !== undefined && send.due > this.now) {
      this.timetable.push({ process, send });
      return;
    }
    const decision = this.send(send.command, send.effectiveOn, `process:${process.name}`);
    if (!isRefusal(decision)) return;

    const sends = process.sends.find(({ command }) => send.command instanceof command);
    const answer = sends?.answers?.[decision.refused];
    if (answer) this.deliver(process, answer(send.command, decision));
    else if (!sends?.ends.includes(decision.refused))
      this.workItems.push(`${process.name}: ${send.command.constructor.name} ${decision.refused}`);
  }

  private withKeptIds(command: object): object {
    const prototype = Object.getPrototypeOf(command) as object;
    const copy = Object.assign(Object.create(prototype) as object, command);
    for (const { kind, merges, asSent } of this.merged) {
      if (asSent.some((type) => command instanceof type)) continue;
      for (const { field, of } of referencesOf(command.constructor as new () => object)) {
        const id = (command as Record<string, unknown>)[field];
        if (of === kind && typeof id === 'string')
          Object.assign(copy, { [field]: keptOf(this.stateOf(merges, MERGES), id) });
      }
    }
    return copy;
  }

  private tools() {
    return {
      stateOf: async <State>(decider: Decider<State>, id: string): Promise<State> =>
        this.stateOf(decider, id),
      now: this.now,
      today: londonDateOf(this.now),
    };
  }

  private state(decider: Decider, stream: string): unknown {
    return this.states.get(stream) ?? (decider.initial as unknown);
  }

  private record(
    decider: Decider,
    stream: string,
    effectiveOn: BusinessDate | undefined,
    fact: Fact,
    actor: string,
  ): void {
    const event = {
      ...happened({ ...fact, effectiveOn: fact.effectiveOn ?? effectiveOn }, this.log.length, this.now),
      stream,
      position: String(this.log.length + 1),
      hash: derivedId('hash', this.log.length),
      metadata: { actor },
    } as Recorded;
    this.states.set(stream, evolved(decider, this.state(decider, stream), event));
    this.log.push(event);
  }
}

/** What a process sends for one fact, as plain values: who it is for, and the command with its name. */
export const sentBy = async (
  process: Process,
  fact: Fact,
  stateOf: (decider: Decider, id: string) => unknown = () => {
    throw new Error('This process was not expected to ask for a state.');
  },
  now: Instant = '2026-09-01T08:00:00.000Z',
): Promise<readonly object[]> => {
  const event = { ...happened(fact, 0, now), position: '1', hash: 'f00d' } as Recorded;
  const sends = await process.on[fact.type]?.(event, {
    // Nobody was merged, unless a whole simulation says so.
    stateOf: async <State>(decider: Decider<State>, id: string) =>
      decider.name === 'personMerges' ? decider.initial : (stateOf(decider, id) as State),
    now,
    today: londonDateOf(now),
  });
  return (sends ?? []).map(({ command, target: _, ...rest }) => ({ ...said(command), ...rest }));
};

/** The answer a process has to a refusal of one of its commands, as plain values. */
export const answerBy = (process: Process, command: object, code: string): object | 'ends' | 'work item' => {
  const sends = process.sends.find((sent) => command instanceof sent.command);
  const answer = sends?.answers?.[code];
  if (answer) return said(answer(command, { refused: code, message: 'Why not.' }).command);

  return sends?.ends.includes(code) ? 'ends' : 'work item';
};

/** A command as a plain value. */
export const said = (command: object): object => ({
  sends: command.constructor.name,
  ...(JSON.parse(JSON.stringify(command)) as object),
});
