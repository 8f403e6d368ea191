import { type Decider, streamOf } from '#kernel';
import type { Context } from '../context.js';

/** Tells the stream a command is decided in; of a command nobody here decides, the name of its class. */
export const streamsOf = (contexts: readonly Context[]): ((command: object) => string) => {
  const deciders = new Map<unknown, Decider>();
  for (const decider of contexts.flatMap((context) => context.deciders ?? []))
    for (const { command } of decider.rules) deciders.set(command, decider);

  return (command) => {
    const decider = deciders.get(command.constructor);
    return decider ? streamOf(decider, decider.key(command)) : command.constructor.name;
  };
};
