import type { Type } from '@nestjs/common';
import type { CommandType, Decider } from '#kernel';

/** One command's way in over HTTP. */
export interface CommandRoute {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below the controller's path; parameters carry the names of the command's fields: `:placeId/acceptance`. */
  readonly path: string;
  readonly command: CommandType;
  /** A sentence for the API's page. */
  readonly summary: string;
}

/** A route that sends a command by POST: 201 when it made something, and the receipt. */
export const post = (path: string, command: CommandType, summary: string): CommandRoute => ({
  method: 'POST',
  path,
  command,
  summary,
});

/** A route that sends a command by PUT. */
export const put = (path: string, command: CommandType, summary: string): CommandRoute => ({
  method: 'PUT',
  path,
  command,
  summary,
});

/**
 * A controller that sends commands: the path's parameters and the body together are the command. Published with the
 * command's schema and every refusal code its rule declares.
 */
export const commandRoutes = (
  _decider: Decider,
  _path: string,
  _tag: string,
  _routes: readonly CommandRoute[],
): Type<unknown> => {
  throw new Error('not built');
};
