import { TryAgain } from '../commands.js';

/** The log has answered nothing to anybody for a while: what became of the command is found under its id. */
export class LogSilent extends TryAgain {
  constructor(
    commandId: string,
    /** What the log's side said in place of an answer, if anything. */
    override readonly cause: unknown,
  ) {
    super(
      `The log does not answer at the moment. Send the command ${commandId} again under the same id: if it was recorded after all, you get its receipt.`,
      1,
    );
  }
}
