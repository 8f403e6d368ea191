import {
  derivedId,
  evolved,
  isBusinessDate,
  isRefusal,
  londonDateOf,
  refuse,
  type BusinessDate,
  type Decision,
  type EventType,
  type Fact,
  type Happened,
  type Instant,
  type Refusal,
} from '#kernel';
import { personalFields } from '../sealing/sealing.js';
import type { EventRegistry } from './event-registry.js';
import type { DecidingLimits } from './limits.js';
import type { Moment } from './log-time.js';
import type { Settled } from './stream-states.js';
import type { WaitingCommand } from './waiting-command.js';

/** What metadata and framing add to an event's data, and sealing to each personal field, in bytes: never less than they do. */
const EVENT_OVERHEAD = 300;
const SEALED_OVERHEAD = 150;

/** An event of a decision, not yet sealed. */
export interface Drafted {
  readonly event: Happened;
  readonly type: EventType<string, any>;
}

/** What one command comes to if the whole turn is recorded as asked. */
export type Decided =
  | { readonly of: WaitingCommand; readonly drafts: readonly Drafted[]; readonly revision: number }
  | { readonly of: WaitingCommand; readonly refusal: Refusal };

/** Commands decided one after another, each on the state the ones before it leave. */
export interface Turn {
  readonly decided: readonly Decided[];
  /** The state after all drafts: good only once they are recorded. */
  readonly state: unknown;
  /** Not decided in this turn, in their order. */
  readonly left: readonly WaitingCommand[];
}

/** Decides waiting commands of one stream in turn, as many as one append may hold. */
export const decideInTurn = (
  waiting: readonly WaitingCommand[],
  settled: Settled,
  { now, recordedAt }: Moment,
  registry: EventRegistry,
  limits: Pick<DecidingLimits, 'eventsAtOnce' | 'bytesAtOnce'>,
): Turn => {
  const today = londonDateOf(now);
  const decided: Decided[] = [];
  const left: WaitingCommand[] = [];
  const keys = new Set<string>();
  let { state, revision } = settled;
  let bytes = 0;

  for (const [index, command] of waiting.entries()) {
    // A repeat of a command decided just now is answered from the log once that one is in it.
    if (keys.has(command.key)) {
      left.push(command);
      continue;
    }
    try {
      const decision = decisionOn(command, state, revision, now, today);
      if (isRefusal(decision)) {
        decided.push({ of: command, refusal: decision });
        continue;
      }

      const drafts = drafted(command, decision, recordedAt, today, registry);
      const size = drafts.reduce((sum, draft) => sum + sizeOf(command, draft), 0);
      if (drafts.length > limits.eventsAtOnce || size > limits.bytesAtOnce) {
        decided.push({ of: command, refusal: tooMuch });
        continue;
      }
      const events = revision - settled.revision + drafts.length;
      if (events > limits.eventsAtOnce || bytes + size > limits.bytesAtOnce)
        return { decided, state, left: [...left, ...waiting.slice(index)] };

      let next = state;
      for (const { event } of drafts) next = evolved(command.ruled.decider, next, event);
      state = next;
      revision += drafts.length;
      bytes += size;
      if (drafts.length > 0) keys.add(command.key);
      decided.push({ of: command, drafts, revision });
    } catch (error) {
      // It may have thrown because of a state that never comes to be: it counts only on the settled one.
      if (revision > settled.revision) return { decided, state, left: [...left, ...waiting.slice(index)] };
      command.fail(error);
    }
  }
  return { decided, state, left };
};

const decisionOn = (
  { command, ruled, envelope }: WaitingCommand,
  state: unknown,
  revision: number,
  now: Instant,
  today: BusinessDate,
): Decision => {
  const { expectedRevision, effectiveOn = today, commandId, actor } = envelope;
  if (expectedRevision !== undefined && expectedRevision !== revision)
    return refuse(
      'revision-differs',
      `This has changed since you read it: it is at revision ${revision} now. Read it again.`,
    );
  if (effectiveOn !== today && !isBusinessDate(effectiveOn))
    return refuse(
      'effective-day-unclear',
      'The day it happened must be a day that exists, written YYYY-MM-DD.',
      'effectiveOn',
    );
  if (effectiveOn > today && !ruled.rule.mayBeAhead)
    return refuse(
      'effective-in-the-future',
      `It cannot have happened on ${effectiveOn}: that day is still to come.`,
      'effectiveOn',
    );

  return ruled.rule.decide(command, state, { today, now, effectiveOn, commandId, actor });
};

const tooMuch = refuse(
  'too-much-at-once',
  'This is more than can be recorded in one step. Send it in smaller parts.',
);

const drafted = (
  { key, ruled, envelope }: WaitingCommand,
  facts: readonly Fact[],
  recordedAt: Instant,
  today: BusinessDate,
  registry: EventRegistry,
): readonly Drafted[] =>
  facts.map((fact, index) => {
    const type = registry.typeOf(fact);
    if (!type || !Object.values(ruled.decider.events).includes(type))
      throw new Error(
        `The rule for ${ruled.rule.command.name} answers with "${fact.type}" version ${fact.version}, ` +
          `which is not among the events of the decider "${ruled.decider.name}".`,
      );
    const effectiveOn = fact.effectiveOn ?? envelope.effectiveOn ?? today;
    if (effectiveOn !== today && !isBusinessDate(effectiveOn))
      throw new Error(`The rule for ${ruled.rule.command.name} dates "${fact.type}" on what is no day.`);

    return {
      type,
      event: {
        type: fact.type,
        version: fact.version,
        // As it will be read from the log: no absent fields, nothing shared with the command.
        data: JSON.parse(JSON.stringify(fact.data)) as unknown,
        id: derivedId(key, index),
        effectiveOn,
        recordedAt,
      },
    };
  });

const sizeOf = ({ envelope, ruled }: WaitingCommand, { event, type }: Drafted): number => {
  const { commandId, actor, role, correlationId, causationId } = envelope;
  const metadata = Buffer.byteLength(
    `${commandId}${actor}${role}${correlationId}${causationId}${ruled.rule.command.name}`,
  );
  const data = Buffer.byteLength(JSON.stringify(event.data));
  const sealed = personalFields(type).length;
  return EVENT_OVERHEAD + 2 * metadata + (sealed > 0 ? 2 * data + sealed * SEALED_OVERHEAD : data);
};
