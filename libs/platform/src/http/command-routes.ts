import {
  Controller,
  HttpCode,
  Inject,
  Post,
  Put,
  Req,
  Res,
  type Type,
  applyDecorators,
} from '@nestjs/common';
import { type CommandType, type Decider, type Receipt, referencesOf } from '#kernel';
import { Commands } from '../commands.js';
import { EventStore } from '../event-store.js';
import { type CommandReply, type CommandRequest, answerCommand } from './command-answer.js';
import { documentedCommand, fieldsOf, madeField, parametersOf } from './command-schema.js';
import { unknownCode } from './known-references.js';
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

/**
 * A controller that sends commands: the path's parameters and the body together are the command. Published with the
 * command's schema and every refusal code its rule declares.
 */
export const commandRoutes = (
  decider: Decider,
  path: string,
  tag: string,
  routes: readonly CommandRoute[],
): Type<unknown> => {
  const controller = named(
    `${decider.name.charAt(0).toUpperCase()}${decider.name.slice(1)}Commands`,
    class {
      readonly commands!: Commands;
      readonly store!: EventStore;
    },
  );
  const { prototype } = controller;
  Inject(Commands)(prototype, 'commands');
  Inject(EventStore)(prototype, 'store');

  for (const route of routes) {
    const rule = decider.rules.find(({ command }) => command === route.command);
    if (!rule)
      throw new Error(`The decider "${decider.name}" has no rule for the command ${route.command.name}.`);

    const name = `${route.command.name.charAt(0).toLowerCase()}${route.command.name.slice(1)}`;
    if (name in prototype) throw new Error(`${route.command.name} has two routes below "${path}".`);

    const inPath = parametersOf(`${path}/${route.path}`);
    const foreign = inPath.find((parameter) => !fieldsOf(route.command).has(parameter));
    if (foreign) throw new Error(`${route.command.name} has no field for ":${foreign}" in its path.`);

    const makes = madeField(path, route);
    const method: TypedPropertyDescriptor<unknown> = {
      configurable: true,
      value: named(name, function (this: InstanceType<typeof controller>, ...args: unknown[]) {
        const [request, reply] = args as [CommandRequest, CommandReply];
        return answerCommand(this.commands, this.store, { ...route, inPath, makes }, request, reply);
      }),
    };
    Object.defineProperty(prototype, name, method);
    Req()(prototype, name, 0);
    Res({ passthrough: true })(prototype, name, 1);
    Reflect.defineMetadata('design:paramtypes', [Object, Object], prototype, name);
    applyDecorators(
      route.method === 'POST' ? Post(route.path) : Put(route.path),
      HttpCode(route.method === 'POST' ? 201 : 200),
      documentedCommand(
        route,
        [...rule.refuses, ...referencesOf(route.command).map(unknownCode)],
        tag,
        inPath,
        makes,
      ),
    )(prototype, name, method);
  }
  Controller(path)(controller);
  return controller;
};

const named = <F extends object>(name: string, what: F): F =>
  Object.defineProperty(what, 'name', { value: name });
