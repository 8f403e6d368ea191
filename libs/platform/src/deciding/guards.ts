import type { Refusal } from '#kernel';
import { type Envelope, Refused } from '../commands.js';
import type { Claim, Claiming, Guard } from '../context.js';
import type { EventStore } from '../event-store.js';
import { commandKey } from './command-digest.js';

/** Asks the guards of a command before it is decided, then takes what it must hold. */
export class Guards {
  constructor(
    private readonly guards: readonly Guard[],
    private readonly store: Pick<EventStore, 'commandOf'>,
    private readonly claims: readonly Claim[] = [],
  ) {}

  /**
   * Throws `Refused` with the first refusal. A command the log knows passes: a repeat is answered with its first receipt,
   * whatever has become of the other modules since.
   */
  async ask(
    command: object,
    envelope: Pick<Envelope, 'actor' | 'commandId' | 'effectiveOn'>,
    claiming: Claiming,
  ): Promise<void> {
    for (const guard of this.guards)
      if (command instanceof guard.command)
        await this.#pass(guard, await guard.check(command, claiming, envelope.effectiveOn), envelope);
    const claims = this.claims.filter((claim) => command instanceof claim.command);
    // A repeat must not take anew what was given back since.
    if (claims.length === 0 || (await this.store.commandOf(commandKey(envelope)))) return;
    for (const claim of claims) await this.#pass(claim, await claim.take(command, claiming), envelope);
  }

  async #pass(
    { command, refuses }: Pick<Guard, 'command' | 'refuses'>,
    refusal: Refusal | undefined,
    envelope: Pick<Envelope, 'actor' | 'commandId'>,
  ): Promise<void> {
    if (!refusal) return;
    if (!refuses.includes(refusal.refused))
      throw new Error(
        `A guard of ${command.name} refuses with "${refusal.refused}", which it does not declare.`,
      );
    if (await this.store.commandOf(commandKey(envelope))) return;

    throw new Refused(refusal);
  }
}
