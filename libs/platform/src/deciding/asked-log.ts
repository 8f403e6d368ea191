import type { Position, Recorded } from '#kernel';
import type { AppendOutcome, AppendRequest, EventStore, RememberedCommand } from '../event-store.js';
import { ClocksDisagree, KeyClaimed, Unrecordable } from '../stores/append-rules.js';
import { StoreFailed } from './store-failed.js';

/** Longer than a lane pauses before it asks again: what nobody asks any more says nothing of now. */
const OF_THE_PAST_MS = 1_000;

/** A log that answers nothing of what it is asked. */
export interface Silence {
  /** `performance.now()` of the first asking since the last answer. */
  readonly since: number;
  /** What came in place of an answer; undefined while nothing did. */
  readonly cause: unknown;
}

/**
 * The log as deciding asks it: what it cannot answer is thrown as `StoreFailed`, and it is known since when it answers nothing. Reading
 * and appending are told apart: a log whose disk is full is read as ever.
 */
export class AskedLog {
  readonly #reading = new Asking();
  readonly #appending = new Asking();

  constructor(
    private readonly store: Pick<
      EventStore,
      'append' | 'readStream' | 'readAll' | 'commandOf' | 'head' | 'contiguous'
    >,
  ) {}

  /** As the store's. */
  get contiguous(): boolean {
    return this.store.contiguous;
  }

  /** The longer one of reading and appending; undefined where both are answered, or not asked for. */
  get silence(): Silence | undefined {
    const [one, other] = [this.#reading.silence, this.#appending.silence];
    return one && other ? (one.since <= other.since ? one : other) : (one ?? other);
  }

  /** As the store's; throws also what is wrong with the request, which is an answer. */
  append(request: AppendRequest): Promise<AppendOutcome> {
    return this.#appending.during(() => this.store.append(request));
  }

  /** As the store's. */
  readStream(
    stream: string,
    options: { readonly from: number; readonly limit: number },
  ): Promise<readonly Recorded[]> {
    return this.#reading.during(() => this.store.readStream(stream, options));
  }

  /** As the store's. */
  readAll(options: { readonly after: Position; readonly limit: number }): Promise<readonly Recorded[]> {
    return this.#reading.during(() => this.store.readAll(options));
  }

  /** As the store's. */
  commandOf(key: string): Promise<RememberedCommand | undefined> {
    return this.#reading.during(() => this.store.commandOf(key));
  }

  /** As the store's. */
  head(): Promise<string> {
    return this.#reading.during(() => this.store.head());
  }
}

/** One kind of asking, by all who ask: any answer to any of them ends the silence. */
class Asking {
  #underWay = 0;
  #since = 0;
  #cause: unknown;
  #isSilent = false;
  #ended = -Infinity;

  get silence(): Silence | undefined {
    const isAsked = this.#underWay > 0 || performance.now() - this.#ended <= OF_THE_PAST_MS;
    return this.#isSilent && isAsked ? { since: this.#since, cause: this.#cause } : undefined;
  }

  async during<T>(ask: () => Promise<T>): Promise<T> {
    if (!this.silence) this.#begin(true);
    this.#underWay += 1;
    try {
      const answer = await ask();
      this.#begin(this.#underWay > 1);
      return answer;
    } catch (error) {
      if (isAnswer(error)) {
        this.#begin(this.#underWay > 1);
        throw error;
      }
      this.#cause = error;
      throw new StoreFailed(error);
    } finally {
      this.#underWay -= 1;
      this.#ended = performance.now();
    }
  }

  /** Others who ask still have been answered nothing from now on. */
  #begin(isSilent: boolean): void {
    this.#isSilent = isSilent;
    this.#since = performance.now();
    this.#cause = undefined;
  }
}

const isAnswer = (error: unknown): boolean =>
  error instanceof Unrecordable || error instanceof KeyClaimed || error instanceof ClocksDisagree;
