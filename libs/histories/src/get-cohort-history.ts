import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Id, isAfter, isId, type Position, type Recorded } from '#kernel';
import {
  type AskedMoment,
  badField,
  Clock,
  cursorOf,
  EventStore,
  keysOf,
  ListQuery,
  meantBy,
  type Page,
} from '#platform';
import { countedDays } from './counted-days.js';
import { entryOf, type HistoryEntry } from './history-entry.js';
import { merged } from './merged-streams.js';

/** Which part of a history: of one place, of a moment. */
export class HistoryFilters extends ListQuery {
  @Id({ optional: true, description: 'Only what is about this place, or names it' }) place?: string;
}

/**
 * The history of a cohort: the recorded events of the cohort and of its place book, in the order of the log; as at a day
 * those of facts that had happened by it, by what is known of their days since (effective clock), or those recorded by its
 * end (recorded clock); known up to a position. Corrections are entries of their own beside what they correct. Throws a NotFoundException for a cohort nobody planned.
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
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  async execute({ cohortId, filters }: GetCohortHistory): Promise<Page<HistoryEntry>> {
    const { limit = PAGE, cursor, place } = filters;
    const last = await this.lastKnown(filters);
    const [cohort, book, upTo] = cursor === undefined ? [0, 0, last] : readFrom(cursor);
    const next = { [`cohort-${cohortId}`]: cohort, [`places-${cohortId}`]: book };
    const isOfDay = await this.isOfDay(filters, Object.keys(next), upTo);
    const items: Recorded[] = [];
    for await (const event of merged(this.store, { ...next })) {
      if (isAfter(event.position, upTo) || items.length === limit) {
        if (items.length < limit) break;
        return {
          ...stated(filters, upTo),
          items: items.map(entryOf),
          next: cursorOf(...Object.values(next), upTo),
        };
      }
      next[event.stream] = event.revision + 1;
      if ((place === undefined || names(event.data, place)) && isOfDay(event)) items.push(event);
    }
    if (items.length === 0 && cursor === undefined && !(await this.isKnown(cohortId)))
      throw new NotFoundException('There is no cohort with this id.');

    return { ...stated(filters, upTo), items: items.map(entryOf) };
  }

  /** The last position the answer may know. Whatever is recorded later, what was known by the end of a day stays the same. */
  private async lastKnown(asked: AskedMoment): Promise<Position> {
    const { asAt, clock, knownAt, after } = asked;
    // A history may be cut at a position alone: the day does not matter then.
    const day = asAt ?? (knownAt !== undefined && clock === undefined ? this.clock.today() : undefined);
    const meant = await meantBy({ ...asked, asAt: day }, this.store, this.clock);
    const head = await this.store.head();
    if (after !== undefined && isAfter(after, head))
      throw badField('after', 'must not be later than the head of the log');

    return meant?.upTo ?? head;
  }

  /** Whether an event is told as at the day asked for. On the recorded clock all is that is known. */
  private async isOfDay(
    { asAt, clock }: AskedMoment,
    streams: readonly string[],
    upTo: Position,
  ): Promise<(event: Recorded) => boolean> {
    if (asAt === undefined || clock === 'recorded') return () => true;
    const dayOf = await countedDays(this.store, streams, upTo);

    return (event) => dayOf(event) <= asAt;
  }

  private async isKnown(cohortId: string): Promise<boolean> {
    return isId(cohortId) && (await this.store.readStream(`cohort-${cohortId}`, { limit: 1 })).length > 0;
  }
}

/** Whether facts name a place in any of their fields: as their own, one of a group or a draw, one returned to or carried from. */
const names = (data: unknown, place: string): boolean => {
  if (typeof data !== 'object' || data === null) return data === place;

  return Object.values(data).some((part) => names(part, place));
};

const stated = ({ asAt, clock = 'effective' }: AskedMoment, position: Position) => ({
  position,
  ...(asAt === undefined ? {} : { asAt, clock }),
});

/** The pages of one answer are of one moment: the cursor holds the position the first was answered at. */
const readFrom = (cursor: string): readonly [cohort: number, book: number, upTo: string] => {
  const [cohort, book, upTo] = keysOf(cursor, 3);
  if (typeof cohort !== 'number' || typeof book !== 'number' || !/^\d{1,18}$/.test(String(upTo)))
    throw badField('cursor', 'must be the `next` of a page of this list');

  return [cohort, book, String(upTo)];
};
