import type { Type } from '@nestjs/common';
import type { Decider, Process, Projection } from '#kernel';

/** What one library brings to the product; the apps compose a list of these and decide which parts run. */
export interface Context {
  readonly name: string;
  readonly deciders?: readonly Decider[];
  readonly projections?: readonly Projection[];
  readonly processes?: readonly Process[];
  readonly controllers?: readonly Type<unknown>[];
  /** Query handlers (`@QueryHandler`) of @nestjs/cqrs. */
  readonly queries?: readonly Type<unknown>[];
}
