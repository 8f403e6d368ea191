import type { Type } from '@nestjs/common';
import type { BusinessDate, CommandType, Decider, Merges, Process, Projection, Refusal } from '#kernel';
import type { Commands } from './commands.js';

/**
 * A question asked of another module before a command is decided: what the command's own stream cannot know. What it
 * reads may change before the decision, so it guards what is stated, not what is scarce; scarce things are claimed.
 */
export interface Guard<C extends object = any> {
  readonly command: CommandType<C>;
  /** Every code it may refuse with; published with the routes of its command. */
  readonly refuses: readonly string[];
  /** `effectiveOn`: the day it is stated to have happened; absent: today. */
  check(
    command: C,
    commands: Pick<Commands, 'stateOf'>,
    effectiveOn?: BusinessDate,
  ): Promise<Refusal | undefined>;
}

/** What a claim may ask of others and take. */
export interface Claiming extends Pick<Commands, 'stateOf'> {
  /** Sends a command that claims something, on behalf of whoever sent the command it is claimed for. Answers its refusal. */
  claim(command: object): Promise<Refusal | undefined>;
}

/**
 * What a command must hold before it is decided: something scarce that is decided in a stream of its own, so that of two
 * who need it at once one gets it. Taken after all guards were asked. It stays taken when the command is refused after
 * all, so take nothing for a command that is sure to be refused; sent again it finds what it took.
 */
export interface Claim<C extends object = any> {
  readonly command: CommandType<C>;
  /** Every code it may refuse with; published with the routes of its command. */
  readonly refuses: readonly string[];
  take(command: C, claiming: Claiming): Promise<Refusal | undefined>;
}

/**
 * What another module knows and a rule needs beside what its command states, such as the sector of the sponsor that asks.
 * Filled in before the command is decided, and recorded with it, so that the decision rests on the log alone. Nobody can
 * state such a field (it has no decorator, so the door refuses it), and a repeat may carry another value in it.
 */
export interface Completion<C extends object = any> {
  readonly command: CommandType<C>;
  /** The fields it may fill in. */
  readonly fills: readonly (keyof C & string)[];
  fill(command: C, commands: Pick<Commands, 'stateOf'>): Promise<Partial<C>>;
}

export { MERGES } from '#kernel';

/**
 * A kind of thing that may be merged, both ids working on: a command that names a merged one is decided as one that names
 * the one kept.
 */
export interface MergedKind {
  /** As fields name it (`@Id({ of: 'organisation' })`), and the name of the decider of its streams. */
  readonly kind: string;
  /** The field by which the commands of that decider name their own stream. */
  readonly ownId: string;
  /** Decides the merges, in its one stream `MERGES`. */
  readonly merges: Decider<Merges>;
  /** Commands taken as they are sent: about merges themselves, or about what was recorded under that very id. */
  readonly asSent: readonly CommandType<any>[];
}

/** What one library brings to the product; the apps compose a list of these and decide which parts run. */
export interface Context {
  readonly name: string;
  readonly deciders?: readonly Decider[];
  readonly projections?: readonly Projection[];
  readonly processes?: readonly Process[];
  readonly guards?: readonly Guard[];
  readonly claims?: readonly Claim[];
  readonly completions?: readonly Completion[];
  readonly merged?: readonly MergedKind[];
  readonly controllers?: readonly Type<unknown>[];
  /** Query handlers (`@QueryHandler`) of @nestjs/cqrs. */
  readonly queries?: readonly Type<unknown>[];
}
