import type { BusinessDate, Instant } from './dates.js';
import type { CommandType, Decider, Refusal } from './decider.js';
import type { Fact, Recorded } from './event.js';

/** A command a process sends, now or when it is due. */
export interface Send {
  readonly command: object;
  /** Tells apart several commands sent for one event, and names the same one at every retry. */
  readonly target: string;
  /** Through the durable timetable, not before this moment. */
  readonly due?: Instant;
  /** The day it happened; default the day it is sent. */
  readonly effectiveOn?: BusinessDate;
}

/** What a process may ask while it thinks. */
export interface ProcessTools {
  /** The state of a stream, folded up to its head. */
  stateOf<State>(decider: Decider<State>, id: string): Promise<State>;
  readonly now: Instant;
  readonly today: BusinessDate;
}

/** What becomes of one command's refusals: those that end the matter, and those answered with another command. Any other opens a work item. */
export interface Sends {
  readonly command: CommandType<any>;
  readonly ends: readonly string[];
  readonly answers?: Readonly<Record<string, (command: any, refusal: Refusal) => Omit<Send, 'due'>>>;
}

/** Facts of one module in, commands to another out. Events of origin `history` never arrive here. */
export interface Process<F extends Fact = any> {
  /** A whole sentence in kebab-case, `offer-next-in-line-when-a-place-comes-free`. */
  readonly name: string;
  readonly sends: readonly Sends[];
  readonly on: {
    readonly [Name in F['type']]?: (
      event: Recorded<Extract<F, { type: Name }>>,
      tools: ProcessTools,
    ) => readonly Send[] | Promise<readonly Send[]>;
  };
}

/** Declares a process over the facts `F`. */
export const processOf =
  <F extends Fact>() =>
  (definition: Process<F>): Process<F> =>
    definition;

/** Makes a command of its class and fields. */
export const commandOf = <C extends object>(type: CommandType<C>, fields: C): C =>
  Object.assign(new type(), fields);
