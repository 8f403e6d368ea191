import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDate, endOfDay, Id, isAfter, isId, type Recorded } from '#kernel';
import { badField, cursorOf, EventStore, keysOf, lastRecordedBefore, ListQuery, type Page } from '#platform';
import { entryOf, type HistoryEntry } from './history-entry.js';
import { merged } from './merged-streams.js';

/** Which part of a history: of one place, of a moment. */
export class HistoryFilters extends ListQuery {
  @Id({ optional: true, description: 'Only what is about this place' }) place?: string;
}

/**
 * The history of a cohort: the recorded events of the cohort and of its place book, in the order of the log; as at a day
 * those dated by it (effective clock) or recorded by its end (recorded clock), known up to a position. Corrections are
 * entries of their own beside what they correct. Throws a NotFoundException for a cohort nobody planned.
 */
export class GetCohortHistory extends Query<Page<HistoryEntry>> {
  constructor(
    readonly cohortId: string,
    readonly filters: HistoryFilters,
  ) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(GetCohortHistory)
export class GetCohortHistoryHandler implements IQueryHandler<GetCohortHistory> {
  constructor(private readonly store: EventStore) {}

  async execute({ cohortId, filters }: GetCohortHistory): Promise<Page<HistoryEntry>> {
    const { asAt, clock, knownAt, limit = PAGE, cursor, place } = filters;
    if (clock !== undefined && asAt === undefined)
      throw badField('clock', 'needs asAt: the day the answer is for');
    const head = await this.store.head();
    if (knownAt !== undefined && isAfter(knownAt, head))
      throw badField('knownAt', 'must not be later than the head of the log');

    const known = knownAt ?? head;
    // Named in the answer: whatever is recorded later, what was known by the end of a day stays the same.
    const last =
      asAt !== undefined && clock === 'recorded'
        ? await lastRecordedBefore(endOfDay(asAt), this.store, known)
        : known;
    const [cohort, book, upTo] = cursor === undefined ? [0, 0, last] : readFrom(cursor);
    const isTold = tellsOf({ place, asAt, clock });
    const items: Recorded[] = [];
    const next = { [`cohort-${cohortId}`]: cohort, [`places-${cohortId}`]: book };
    for await (const event of merged(this.store, { ...next })) {
      if (isAfter(event.position, upTo) || items.length === limit) {
        if (items.length < limit) break;
        return {
          ...stated(asAt, clock, upTo),
          items: items.map(entryOf),
          next: cursorOf(...Object.values(next), upTo),
        };
      }
      next[event.stream] = event.revision + 1;
      if (isTold(event)) items.push(event);
    }
    if (items.length === 0 && cursor === undefined && !(await this.isKnown(cohortId)))
      throw new NotFoundException('There is no cohort with this id.');

    return { ...stated(asAt, clock, upTo), items: items.map(entryOf) };
  }

  private async isKnown(cohortId: string): Promise<boolean> {
    return isId(cohortId) && (await this.store.readStream(`cohort-${cohortId}`, { limit: 1 })).length > 0;
  }
}

interface Told {
  readonly place?: string;
  readonly asAt?: BusinessDate;
  readonly clock?: HistoryFilters['clock'];
}

const tellsOf = ({ place, asAt, clock }: Told) => {
  const end = asAt === undefined ? undefined : endOfDay(asAt);

  return ({ data, effectiveOn, recordedAt }: Recorded): boolean => {
    if (place !== undefined && (data as { placeId?: string }).placeId !== place) return false;
    if (end === undefined) return true;

    return clock === 'recorded' ? recordedAt < end : effectiveOn <= asAt!;
  };
};

const stated = (asAt: Told['asAt'], clock: Told['clock'], position: string) => ({
  position,
  ...(asAt === undefined ? {} : { asAt, clock: clock ?? ('effective' as const) }),
});

/** The pages of one answer are of one moment: the cursor holds the position the first was answered at. */
const readFrom = (cursor: string): readonly [cohort: number, book: number, upTo: string] => {
  const [cohort, book, upTo] = keysOf(cursor, 3);
  if (typeof cohort !== 'number' || typeof book !== 'number' || !/^\d{1,18}$/.test(String(upTo)))
    throw badField('cursor', 'must be the `next` of a page of this list');

  return [cohort, book, String(upTo)];
};
