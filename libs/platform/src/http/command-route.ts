import type { CommandType, Receipt } from '#kernel';
import type { Commands } from '../commands.js';
import type { Settling } from './settling.js';

/** One command's way in over HTTP. */
export interface CommandRoute {
  readonly method: 'POST' | 'PUT';
  /** Below the controller's path; parameters carry the names of the command's fields: `:placeId/acceptance`. */
  readonly path: string;
  readonly command: CommandType;
  /** A sentence for the API's page. */
  readonly summary: string;
  /**
   * The field with the id of what the command makes: it may be left out and is then derived from the command's key,
   * and the answer's `Location` names it. For the path `''` the field named after the resource, unless stated: `places` make
   * a `placeId`.
   */
  readonly makes?: string;
  /** For a command whose outcome follows from another part of the product: the answer waits for it, else is a 202. */
  readonly settles?: Settling;
  /** For a command that carries what its own stream cannot know: the door reads it, the caller may not state it. */
  readonly reads?: ReadField;
}

/** A field of a command that the door reads as the command comes in; see `CommandRoute.reads`. */
export interface ReadField {
  readonly field: string;
  /** Its value, by the fields of the path and the body, of which only the path's ids are checked yet. */
  from(fields: Readonly<Record<string, unknown>>, commands: Pick<Commands, 'stateOf'>): Promise<unknown>;
}

/** What a route may state beside its path, command and sentence. */
export type RouteOptions = Pick<CommandRoute, 'makes' | 'settles' | 'reads'>;

/** A route that sends a command by POST: 201 and the receipt. */
export const post = (
  path: string,
  command: CommandType,
  summary: string,
  options: RouteOptions = {},
): CommandRoute => ({ method: 'POST', path, command, summary, ...options });

/** A route that sends a command by PUT: 200 and the receipt. */
export const put = (
  path: string,
  command: CommandType,
  summary: string,
  options: RouteOptions = {},
): CommandRoute => ({ method: 'PUT', path, command, summary, ...options });

/** The answer to a command over HTTP: its receipt, and the outcome where one was waited for. */
export interface CommandAnswer extends Receipt {
  readonly outcome?: string;
}
