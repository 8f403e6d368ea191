import type { Decider, EventType } from '#kernel';
import type { Context } from '../context.js';

/** Every declared kind of event of the product, by name and version: what stored events are sealed and opened by. */
export class EventRegistry {
  readonly #types = new Map<string, EventType<string, any>>();
  readonly #owners = new Map<string, { decider: Decider; of: Decider['events'] }>();

  /**
   * Throws when a name stands for two different events, when a decider has a step for an event it does not list, and
   * when no decider has a step for a listed one.
   */
  constructor(deciders: readonly Decider[]) {
    for (const decider of deciders)
      for (const type of Object.values(decider.events)) this.#register(decider, type);
    for (const decider of deciders) this.#checkSteps(decider);
    this.#checkEveryEventHasAStep(deciders);
  }

  static of(contexts: readonly Context[]): EventRegistry {
    return new EventRegistry(contexts.flatMap(({ deciders = [] }) => deciders));
  }

  /** The declaration of a stored event; undefined for one this program does not know. */
  typeOf(event: { readonly type: string; readonly version: number }): EventType<string, any> | undefined {
    return this.#types.get(`${event.type}@${event.version}`);
  }

  /** Every declaration, in the order of the contexts. */
  all(): readonly EventType<string, any>[] {
    return [...this.#types.values()];
  }

  #register(decider: Decider, type: EventType<string, any>): void {
    const name = `${type.type}@${type.version}`;
    const same = this.#types.get(name);
    if (same && same !== type)
      throw new Error(
        `The event "${type.type}" version ${type.version} is declared twice, for the deciders ` +
          `"${this.#owners.get(type.type)?.decider.name}" and "${decider.name}": give one another name.`,
      );

    // Versions of one event belong to one library; the same declaration may serve several deciders of it.
    const owner = this.#owners.get(type.type);
    if (owner && !same && owner.decider !== decider && !Object.values(owner.of).includes(type))
      throw new Error(
        `The event "${type.type}" is declared for the deciders "${owner.decider.name}" and "${decider.name}": ` +
          `give one another name.`,
      );

    this.#types.set(name, type);
    if (!owner) this.#owners.set(type.type, { decider, of: decider.events });
  }

  #checkSteps(decider: Decider): void {
    const listed = new Set(Object.values(decider.events).map(({ type }) => type));
    for (const name of Object.keys(decider.evolve))
      if (!listed.has(name))
        throw new Error(
          `The decider "${decider.name}" has a step for "${name}", which is not among its events: list it.`,
        );
  }

  #checkEveryEventHasAStep(deciders: readonly Decider[]): void {
    const steps = new Set(deciders.flatMap(({ evolve }) => Object.keys(evolve)));
    for (const { type } of this.#types.values())
      if (!steps.has(type))
        throw new Error(`No decider has a step for the event "${type}": add it to the evolve map.`);
  }
}
