import { randomUUID } from 'node:crypto';
import type { Decider, Receipt } from '#kernel';
import { Commands, type Envelope, StoreFailed, TryAgain } from '#platform';

/** So long a log may answer nothing at all: a starved machine takes minutes. */
const PATIENCE_MINUTES = 10;
const MINUTE_MS = 60_000;
const FIRST_PAUSE_S = 1;
const LONGEST_PAUSE_S = 30;

interface Silence {
  readonly sinceMs: number;
  readonly minutesTold: number;
}

/**
 * Commands that are asked again, after pauses that grow, where the log did not answer: each under its own id, so that none is
 * decided twice. Tells of the silence each minute. After ten minutes in which it answered nothing it is asked no more, and the
 * error says that the next run goes on.
 */
export class PatientCommands extends Commands {
  #silence: Silence | undefined;
  #givenUp: Error | undefined;

  constructor(
    private readonly commands: Commands,
    private readonly tell: (sentence: string) => void,
  ) {
    super();
  }

  send(command: object, envelope?: Partial<Envelope>): Promise<Receipt> {
    const own = { commandId: randomUUID(), ...envelope };
    return this.#asked(() => this.commands.send(command, own));
  }

  stateOf<State>(decider: Decider<State>, id: string): Promise<State> {
    return this.#asked(() => this.commands.stateOf(decider, id));
  }

  async #asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (let pauseS = FIRST_PAUSE_S; ; pauseS = Math.min(pauseS * 2, LONGEST_PAUSE_S)) {
      if (this.#givenUp) throw this.#givenUp;
      try {
        const answer = await ask();
        this.#answered();
        return answer;
      } catch (error) {
        if (!(error instanceof TryAgain || error instanceof StoreFailed)) throw error;
        this.#unanswered(error);
        await seconds(error instanceof TryAgain ? Math.max(pauseS, error.retryAfterSeconds) : pauseS);
      }
    }
  }

  #answered(): void {
    if (this.#silence && this.#silence.minutesTold > 0) this.tell('The log answers again.');
    this.#silence = undefined;
  }

  #unanswered(cause: Error): void {
    const now = performance.now();
    const { sinceMs, minutesTold } = (this.#silence ??= { sinceMs: now, minutesTold: 0 });
    const minutes = Math.floor((now - sinceMs) / MINUTE_MS);
    if (minutes >= PATIENCE_MINUTES) {
      this.#givenUp = new Error(
        `The log has answered nothing for ${inMinutes(minutes)}: its database is away, or the machine too busy. See to that and run the import again. What was recorded so far stays, and the next run finishes it.`,
        { cause },
      );
      throw this.#givenUp;
    }
    if (minutes <= minutesTold) return;
    this.#silence = { sinceMs, minutesTold: minutes };
    this.tell(
      `The log has answered nothing for ${inMinutes(minutes)}. It is asked again until it was silent for ${PATIENCE_MINUTES}.`,
    );
  }
}

const inMinutes = (minutes: number): string => `${minutes} minute${minutes === 1 ? '' : 's'}`;

const seconds = (some: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, some * 1_000));
