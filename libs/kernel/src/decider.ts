import type { BusinessDate, Instant } from './dates.js';
import type { EventType, Fact, Happened } from './event.js';

/** The class of a command: the message, the request body and its schema in one. */
export type CommandType<C extends object = object> = new () => C;

/** A no that a person can act on. A value, not an exception. */
export interface Refusal<Code extends string = string> {
  readonly refused: Code;
  /** A sentence that says what is the matter and what to do. Holds no personal data. */
  readonly message: string;
  /** The command's field that is the matter, where there is one. */
  readonly field?: string;
}

/** Refuses, with a stable kebab-case code and a sentence a person can act on. */
export const refuse = <const Code extends string>(
  code: Code,
  message: string,
  field?: string,
): Refusal<Code> => ({
  refused: code,
  message,
  ...(field === undefined ? {} : { field }),
});

/** True for a refusal. */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value;

/** What a rule knows beside the command and the state. */
export interface Circumstances {
  /** The London day of `now`: deadlines and the order of the book go by it. */
  readonly today: BusinessDate;
  /** When the decision is taken. */
  readonly now: Instant;
  /** The day the command says it happened (default today). */
  readonly effectiveOn: BusinessDate;
  readonly commandId: string;
  readonly actor: string;
}

/** What a rule answers: the facts that now happened (none: nothing changes), or a refusal. */
export type Decision<F extends Fact = Fact, Code extends string = string> = readonly F[] | Refusal<Code>;

/** Nothing happens: what is asked is already so. */
export const nothing: readonly never[] = [];

/** A command with the rule that decides it and every refusal code the rule may answer with. */
export interface RuleEntry<C extends object, State, F extends Fact, Code extends string> {
  readonly command: CommandType<C>;
  readonly refuses: readonly Code[];
  /** Whether the day it happened may lie in the future (a dated decision made ahead). */
  readonly mayBeAhead?: boolean;
  // A method, so that a table may hold rules of different commands.
  decide(command: C, state: State, circumstances: Circumstances): Decision<F, Code>;
}

/**
 * Binds a command to its rule: `rule(RequestPlace, ['places-not-open'], (request, book: PlaceBook, { today }) => ...)`.
 * The codes listed are published in the API's description; a rule that answers with another does not compile.
 */
export const rule = <C extends object, State, const Code extends string, Out extends Decision<Fact, Code>>(
  command: CommandType<C>,
  refuses: readonly Code[],
  decide: (command: C, state: State, circumstances: Circumstances) => Out,
  options: { readonly mayBeAhead?: boolean } = {},
): RuleEntry<C, State, FactIn<Out>, Code> => ({
  command,
  refuses,
  decide: decide as unknown as RuleEntry<C, State, FactIn<Out>, Code>['decide'],
  ...options,
});

type FactIn<Out> = Out extends readonly (infer F extends Fact)[] ? F : never;

/** One pure step per event type: a missing one does not compile. Steps return a new state and share what did not change. */
export type Evolve<State, F extends Fact> = {
  readonly [Name in F['type']]: (state: State, event: Happened<Extract<F, { type: Name }>>) => State;
};

/** All that decides one kind of stream. */
export interface Decider<State = any, F extends Fact = any, Key extends object = any> {
  /** The kind of stream, and the first part of its name: `places` decides `places-{cohortId}`. Letters only. */
  readonly name: string;
  /** The id of the stream a command is decided in. */
  key(command: Key): string;
  readonly initial: State;
  readonly events: Readonly<Record<string, EventType<any, any>>>;
  readonly evolve: Evolve<State, F>;
  readonly rules: readonly RuleEntry<any, State, F, string>[];
  /** Set where commands carry personal data: the person whose key also guards the command's digest. */
  subject?(command: Key): string;
}

/** Declares a decider; see `Decider`. `events` is the module's events, by which stored ones are read and sealed. */
export const decider = <State, F extends Fact, Key extends object>(definition: {
  readonly name: string;
  readonly key: (command: Key) => string;
  readonly initial: State;
  readonly events: Readonly<Record<string, EventType<any, any>>>;
  readonly evolve: Evolve<State, F>;
  readonly rules: readonly RuleEntry<any, NoInfer<State>, NoInfer<F>, string>[];
  readonly subject?: (command: Key) => string;
}): Decider<State, F, Key> => definition;

/** The name of the stream with this id. */
export const streamOf = (decider: Pick<Decider, 'name'>, id: string): string => `${decider.name}-${id}`;

/** A state with one more event. An event no step is known for is a bug or a newer program's, and throws. */
export const evolved = <State, F extends Fact>(
  decider: Decider<State, F>,
  state: State,
  event: Happened<F>,
): State => {
  const step = decider.evolve[event.type as F['type']] as
    ((state: State, event: Happened<F>) => State) | undefined;
  if (!step) throw new Error(`The decider "${decider.name}" knows no event "${event.type}".`);

  return step(state, event);
};
