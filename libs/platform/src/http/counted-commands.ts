import type { Decider, Receipt } from '#kernel';
import { Commands, type Envelope, Refused, TryAgain } from '../commands.js';
import type { Metrics } from './metrics.js';

/** Commands, each counted by its outcome. */
export class CountedCommands extends Commands {
  constructor(
    private readonly commands: Commands,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  async send(command: object, envelope?: Partial<Envelope>): Promise<Receipt> {
    const began = performance.now();
    const count = (outcome: string) =>
      this.metrics.command(command.constructor.name, outcome, (performance.now() - began) / 1_000);
    try {
      const receipt = await this.commands.send(command, envelope);
      count(receipt.recorded.length > 0 ? 'recorded' : 'nothing');
      return receipt;
    } catch (error) {
      count(
        error instanceof Refused ? error.refusal.refused : error instanceof TryAgain ? 'try-again' : 'failed',
      );
      throw error;
    }
  }

  stateOf<State>(decider: Decider<State>, id: string): Promise<State> {
    return this.commands.stateOf(decider, id);
  }
}
