import { Logger, type Type } from '@nestjs/common';
import { AsyncContext, CommandHandler, type CommandBus, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandType, Decider, Receipt, Refusal } from '#kernel';
import { Commands, Refused, TryAgain, type Envelope } from '../commands.js';
import { isPassing } from '../following/failures.js';
import type { Outage } from '../outage/outage.js';
import type { Completions } from './completions.js';
import type { Guards } from './guards.js';
import type { MergedIds } from './merged-ids.js';
import { inLogContext } from '../logging/log-context.js';
import { CommandRunner } from './command-runner.js';
import { LogSilent } from './log-silent.js';
import type { RuleBook } from './rule-book.js';
import { completed } from './waiting-command.js';

/** What travels beside a command over the bus of @nestjs/cqrs. */
export class CommandContext extends AsyncContext {
  constructor(readonly envelope: Envelope) {
    super();
  }
}

/** The handler @nestjs/cqrs wants for a command: it hands the command to its rule. */
export const handlerOf = (command: CommandType<any>): Type<ICommandHandler> => {
  @CommandHandler(command)
  class GeneratedHandler implements ICommandHandler<object, Receipt> {
    constructor(private readonly runner: CommandRunner) {}

    execute(sent: object): Promise<Receipt> {
      const context = AsyncContext.of(sent);
      return this.runner.send(sent, context instanceof CommandContext ? context.envelope : undefined);
    }
  }
  Object.defineProperty(GeneratedHandler, 'name', { value: `${command.name}Handler` });
  return GeneratedHandler;
};

/** Sends commands through the bus, so that whatever listens on it sees them; the envelope travels in the bus's context. */
export class CommandsOverBus extends Commands {
  readonly #logger = new Logger('Commands');

  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly outage: Outage,
    private readonly rules: RuleBook,
    private readonly guards: Guards,
    private readonly completions: Completions,
    private readonly mergedIds: MergedIds,
  ) {
    super();
  }

  async send(command: object, envelope?: Partial<Envelope>): Promise<Receipt> {
    this.rules.ruleFor(command);
    const whole = completed(envelope);
    // A command can carry one context only, and may be sent again: each sending is a copy of its own.
    const sent = Object.assign(Object.create(Object.getPrototypeOf(command)) as object, command);
    return inLogContext({ commandId: whole.commandId, command: command.constructor.name }, () =>
      this.#executed(sent, whole),
    );
  }

  stateOf<State>(decider: Decider<State>, id: string): Promise<State> {
    return this.runner.stateOf(decider, id);
  }

  async #executed(sent: object, envelope: Envelope): Promise<Receipt> {
    // Bound: a guard may take `stateOf` by itself.
    const commands = {
      stateOf: this.stateOf.bind(this),
      claim: (claimed: object) => this.#claim(claimed, envelope),
    };
    try {
      const resolved = await this.mergedIds.resolve(sent, envelope, commands);
      await this.guards.ask(sent, resolved, commands);
      const context = new CommandContext(await this.completions.fill(sent, resolved, commands));
      context.attachTo(sent);
      const receipt = await this.bus.execute<object, Receipt>(sent, context);
      const { stream, revision, recorded } = receipt;
      if (recorded.length > 0) this.outage.ends();
      this.#logger.debug('Decided', { stream, revision, events: recorded.length });
      return receipt;
    } catch (error) {
      if (error instanceof Refused) this.#logger.debug('Refused', { refused: error.refusal.refused });
      else if (error instanceof LogSilent || isPassing(error)) this.#turnedAway(error);
      else if (error instanceof TryAgain)
        this.#logger.warn(`Could not be recorded in time: ${error.message}`);
      else this.#logger.error('Failed', { err: error });
      throw error;
    }
  }

  #turnedAway(error: unknown): void {
    const cause = error instanceof LogSilent ? error.cause : error;
    this.outage.begins('The log does not answer: commands are turned away until it does.', cause);
    this.outage.turnsAway('commands');
    this.#logger.debug('Turned away', { err: error });
  }

  async #claim(
    claimed: object,
    { actor, role, origin, correlationId, commandId, effectiveOn }: Envelope,
  ): Promise<Refusal | undefined> {
    try {
      await this.send(claimed, {
        actor,
        role,
        origin,
        correlationId,
        causationId: commandId,
        ...(effectiveOn === undefined ? {} : { effectiveOn }),
      });
      return undefined;
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      throw error;
    }
  }
}
