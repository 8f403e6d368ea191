import { commandOf, evolved, type Fact, type Instant, isRefusal, type Recorded } from '#kernel';
import { decide, happened } from '#kernel/specification';
import { receiptOf } from '#platform';
import { AcceptPlace, DeclinePlace, type PlaceBook, places, RequestPlace, WithdrawPlace } from '#places';
import type { PlaceEvent } from '#places/events';
import type { Entry } from './ledger.js';
import type { Model, Operation } from './linearizability.js';

/** A place book and how many events led to it. */
interface Book {
  readonly book: PlaceBook;
  readonly revision: number;
}

/** What a client asked of a book, or what a process did to it. */
export type BookOperation = Operation &
  (
    | {
        readonly by: 'client';
        readonly command: object;
        readonly entry: Entry;
        /** What the log has of it. */
        readonly events: readonly Recorded[];
      }
    | { readonly by: 'process'; readonly events: readonly Recorded[] }
  );

const ANSWERS = { acceptance: AcceptPlace, declining: DeclinePlace, withdrawal: WithdrawPlace } as const;

/**
 * What clients asked of a cohort's book and were told, and what processes did to it according to its stream. What nobody heard the
 * answer of happened if the stream has it.
 */
export const historyOf = (
  cohortId: string,
  entries: Iterable<Entry>,
  stream: readonly Recorded[],
): readonly BookOperation[] => {
  const operations: BookOperation[] = [];
  const recorded = byCommand(stream);
  for (const entry of entries) {
    const [cohorts, id, what, placeId, answer] = entry.path.split('/');
    if (cohorts !== 'cohorts' || id !== cohortId || what !== 'places') continue;

    const events = recorded.get(entry.key) ?? [];
    const isUnheard = !entry.receipt && !entry.refusal;
    if (isUnheard && events.length === 0) continue;

    const command =
      placeId === undefined
        ? commandOf(RequestPlace, { cohortId, ...entry.body } as RequestPlace)
        : commandOf(ANSWERS[answer as keyof typeof ANSWERS], {
            cohortId,
            placeId,
            ...entry.body,
          });
    operations.push({
      by: 'client',
      asked: entry.sent_ms,
      answered: entry.answered_ms ?? Infinity,
      command,
      entry: isUnheard ? { ...entry, receipt: receiptOf(events) } : entry,
      events,
    });
  }
  for (const events of recorded.values())
    if (events[0]!.metadata.origin === 'process')
      operations.push({ by: 'process', asked: -Infinity, answered: Infinity, events });
  return operations;
};

const byCommand = (events: readonly Recorded[]): ReadonlyMap<string, readonly Recorded[]> => {
  const groups = new Map<string, Recorded[]>();
  for (const event of events) {
    const { commandId } = event.metadata;
    groups.set(commandId, [...(groups.get(commandId) ?? []), event]);
  }
  return groups;
};

/** The rules themselves, one command after the other: what they answer is what must have been answered, and no seat is given twice. */
export const placeBookModel = (now: Instant): Model<Book, BookOperation> => ({
  initial: { book: places.initial, revision: -1 },
  step: (state, operation) => {
    const after =
      operation.by === 'process' ? processed(state, operation.events) : asked(state, operation, now);
    return after && after.book.held > after.book.capacity ? undefined : after;
  },
  // Each answer says at which revision it was recorded, so that books of one revision came about by the same commands.
  key: ({ revision }) => String(revision),
});

const processed = ({ book, revision }: Book, events: readonly Recorded[]): Book | undefined =>
  events.every((event, index) => event.revision === revision + 1 + index)
    ? {
        book: events.reduce((so, event) => evolved(places, so, event as Recorded<PlaceEvent>), book),
        revision: revision + events.length,
      }
    : undefined;

const asked = (
  state: Book,
  { command, events, entry: { receipt, refusal, key } }: Extract<BookOperation, { by: 'client' }>,
  now: Instant,
): Book | undefined => {
  const { book, revision } = state;
  if (receipt && receipt.revision !== revision + receipt.recorded.length) return undefined;

  const decision = decide(places, book, command, { now, commandId: key });
  const answer = isRefusal(decision) ? decision.refused : types(decision);
  const told = receipt ? types(receipt.recorded) : refusal;
  if (answer !== told || seatsIn(isRefusal(decision) ? [] : decision) !== seatsIn(events)) return undefined;
  if (isRefusal(decision) || decision.length === 0) return state;

  return {
    book: decision.reduce((so, fact, index) => evolved(places, so, happened(fact, index, now)), book),
    revision: revision + decision.length,
  };
};

/** What was said of seats and of the line: who decided by a book that was another by then says something else. */
const seatsIn = (of: readonly Fact[]): string =>
  JSON.stringify(
    of
      .filter(({ type }) => type === 'PlaceOffered' || type === 'PlaceWaitlisted')
      .map(({ data: { placeId, held, capacity, ahead, behind, turn } }) => [
        placeId,
        held,
        capacity,
        ahead,
        behind,
        turn,
      ]),
  );

const types = (of: readonly { readonly type: string }[]): string => of.map(({ type }) => type).join(' ');
