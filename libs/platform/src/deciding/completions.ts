import type { Commands, Envelope } from '../commands.js';
import type { Completion } from '../context.js';

/** Fills in what other modules know of a command before it is decided. */
export class Completions {
  constructor(private readonly completions: readonly Completion[]) {}

  /** Fills the command given, which must be the caller's own copy. Answers the envelope that leaves what was filled in unsigned. */
  async fill(command: object, envelope: Envelope, commands: Pick<Commands, 'stateOf'>): Promise<Envelope> {
    const unsigned: string[] = [];
    for (const completion of this.completions) {
      if (!(command instanceof completion.command)) continue;

      const filled = (await completion.fill(command, commands)) as Record<string, unknown>;
      const odd = Object.keys(filled).find((field) => !completion.fills.includes(field));
      if (odd !== undefined)
        throw new Error(
          `A completion of ${completion.command.name} fills "${odd}", which it does not declare.`,
        );
      Object.assign(command, filled);
      unsigned.push(...completion.fills);
    }

    return unsigned.length === 0
      ? envelope
      : { ...envelope, unsigned: [...(envelope.unsigned ?? []), ...unsigned] };
  }
}
