import type { Type } from '@nestjs/common';
import type { CommandType, Decider, Process, Projection, Refusal } from '#kernel';
import type { Commands } from './commands.js';

/**
 * A question asked of another module before a command is decided: what the command's own stream cannot know. What it
 * reads may change before the decision, so it guards what is stated, not what is scarce; scarce things are claimed.
 */
export interface Guard<C extends object = any> {
  readonly command: CommandType<C>;
  /** Every code it may refuse with; published with the routes of its command. */
  readonly refuses: readonly string[];
  check(command: C, commands: Pick<Commands, 'stateOf'>): Promise<Refusal | undefined>;
}

/** What one library brings to the product; the apps compose a list of these and decide which parts run. */
export interface Context {
  readonly name: string;
  readonly deciders?: readonly Decider[];
  readonly projections?: readonly Projection[];
  readonly processes?: readonly Process[];
  readonly guards?: readonly Guard[];
  readonly controllers?: readonly Type<unknown>[];
  /** Query handlers (`@QueryHandler`) of @nestjs/cqrs. */
  readonly queries?: readonly Type<unknown>[];
}
