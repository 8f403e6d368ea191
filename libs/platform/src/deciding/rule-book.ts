import type { CommandType, Decider, RuleEntry } from '#kernel';

/** A command's one rule and the decider whose streams it is decided in. */
export interface Ruled {
  readonly decider: Decider;
  readonly rule: RuleEntry<any, any, any, string>;
}

/** Which rule decides a command: exactly one for each command class over all deciders. */
export class RuleBook {
  readonly #rules = new Map<unknown, Ruled>();

  /** Throws when a command has two rules, or two deciders have one name. */
  constructor(readonly deciders: readonly Decider[]) {
    const names = new Set<string>();
    for (const decider of deciders) {
      if (!/^[A-Za-z]+$/.test(decider.name))
        throw new Error(`The decider's name "${decider.name}" is part of stream names: letters only.`);
      if (names.has(decider.name))
        throw new Error(`Two deciders are named "${decider.name}": their streams would be mixed.`);
      names.add(decider.name);
      for (const rule of decider.rules) this.#add(decider, rule);
    }
  }

  /** The rule for this command. Throws for anything that is no instance of a command class with a rule. */
  ruleFor(command: object): Ruled {
    const ruled = this.#rules.get(command.constructor);
    if (!ruled)
      throw new Error(
        command.constructor === Object
          ? 'A command must be an instance of its class, not a plain object.'
          : `No rule decides ${command.constructor?.name}: add one to a decider's table of rules.`,
      );

    return ruled;
  }

  /** Every command class that has a rule. */
  commands(): readonly CommandType<any>[] {
    return [...this.#rules.values()].map(({ rule }) => rule.command);
  }

  #add(decider: Decider, rule: RuleEntry<any, any, any, string>): void {
    const first = this.#rules.get(rule.command);
    if (first)
      throw new Error(
        `${rule.command.name} has two rules, in the deciders "${first.decider.name}" and "${decider.name}": ` +
          `exactly one must decide it.`,
      );

    this.#rules.set(rule.command, { decider, rule });
  }
}
