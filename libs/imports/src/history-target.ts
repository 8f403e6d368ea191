import type { BusinessDate, Decider, Refusal } from '#kernel';

/** What an import of history needs of the product. */
export interface HistoryTarget {
  /** The state of a stream, up to its head. */
  stateOf<State>(decider: Decider<State>, id: string): Promise<State>;
  /** Records what a command comes to, as history of a day; answers the refusal, where there is one. */
  send(command: object, on: BusinessDate): Promise<Refusal | undefined>;
  readonly today: BusinessDate;
}
