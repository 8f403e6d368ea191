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
import { type Decider, referencesOf } from '#kernel';
import { Commands } from '../commands.js';
import { EventStore } from '../event-store.js';
import { type CommandReply, type CommandRequest, answerCommand } from './command-answer.js';
import { documentedCommand, fieldsOf, madeField, parametersOf } from './command-schema.js';
import { unknownCode } from './known-references.js';
import type { CommandRoute } from './command-route.js';

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
