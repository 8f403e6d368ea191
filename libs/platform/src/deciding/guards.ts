import { type Commands, type Envelope, Refused } from '../commands.js';
import type { Guard } from '../context.js';
import type { EventStore } from '../event-store.js';
import { commandKey } from './command-digest.js';

/** Asks the guards of a command before it is decided. */
export class Guards {
  constructor(
    private readonly guards: readonly Guard[],
    private readonly store: Pick<EventStore, 'commandOf'>,
  ) {}

  /**
   * Throws `Refused` with the first refusal. A command the log knows passes: a repeat is answered with its first receipt,
   * whatever has become of the other modules since.
   */
  async ask(
    command: object,
    envelope: Pick<Envelope, 'actor' | 'commandId'>,
    commands: Pick<Commands, 'stateOf'>,
  ): Promise<void> {
    for (const guard of this.guards) {
      if (!(command instanceof guard.command)) continue;

      const refusal = await guard.check(command, commands);
      if (!refusal) continue;
      if (!guard.refuses.includes(refusal.refused))
        throw new Error(
          `A guard of ${guard.command.name} refuses with "${refusal.refused}", which it does not declare.`,
        );
      if (await this.store.commandOf(commandKey(envelope))) continue;

      throw new Refused(refusal);
    }
  }
}
