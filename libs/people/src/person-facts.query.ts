import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import {
  type FactInFull,
  factInFull,
  type KeptFact,
  keptIn,
  type Recorded,
  streamOf,
  versionsOf,
} from '#kernel';
import { cursorOf, EventStore, keysOf, ListQuery, type Page, ReadModels, Sealing } from '#platform';
import { personCorrections } from './events.js';
import { people } from './people.decider.js';
import { personDirectory } from './person-directory.projection.js';
import { recordsOf } from './person-directory.queries.js';

/** One fact recorded about a person, in every version it had; the last one stands. */
export interface PersonFact extends FactInFull {
  /** The record it is in: another than the one asked for where records were merged. */
  readonly personId: string;
}

/** Everything recorded about one person, under any of their ids. Throws a NotFoundException for an unknown one. */
export class GetPersonFacts extends Query<Page<PersonFact>> {
  constructor(
    readonly personId: string,
    readonly asked: ListQuery = new ListQuery(),
  ) {
    super();
  }
}

const PAGE = 50;
const PAGE_EVENTS = 1_000;

/**
 * Which facts there are at the moment asked for the directory knows; what they say is read from the person's own stream,
 * since no read model holds all of it.
 */
@QueryHandler(GetPersonFacts)
export class GetPersonFactsHandler implements IQueryHandler<GetPersonFacts> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly store: EventStore,
    private readonly sealing: Sealing,
  ) {}

  async execute({ personId, asked }: GetPersonFacts): Promise<Page<PersonFact>> {
    const { limit = PAGE, cursor } = asked;
    const at = await this.readModels.at(asked, personDirectory);
    const rows = await recordsOf(at, personId);
    if (rows.length === 0) throw new NotFoundException('There is no person with this id.');

    const facts: PersonFact[] = [];
    for (const row of rows) {
      const known = new Set(row.facts.flatMap(versionsOf).map(({ id }) => id));
      facts.push(...(await this.#factsOf(row.personId)).flatMap((fact) => shown(row.personId, fact, known)));
    }
    const after = cursor === undefined ? undefined : keysOf(cursor)[0];
    const from = facts.findIndex(({ eventId }) => eventId === after) + 1;
    const last = facts.length > from + limit ? facts[from + limit - 1] : undefined;
    return {
      items: facts.slice(from, from + limit),
      ...(last ? { next: cursorOf(last.eventId) } : {}),
      ...at.stated,
    };
  }

  async #factsOf(personId: string): Promise<readonly KeptFact[]> {
    let facts: readonly KeptFact[] = [];
    let from = 0;
    for (;;) {
      const page: readonly Recorded[] = await this.store.readStream(streamOf(people, personId), {
        from,
        limit: PAGE_EVENTS,
      });
      for (const event of await this.sealing.open(page)) facts = keptIn(facts, event, personCorrections);
      if (page.length < PAGE_EVENTS) return facts;
      from += page.length;
    }
  }
}

/** The versions that were known; none where the fact was not. */
const shown = (personId: string, fact: KeptFact, known: ReadonlySet<string>): readonly PersonFact[] => {
  const { eventId, fact: kind, versions: all } = factInFull(fact);
  const versions = all.filter((version) => known.has(version.eventId));
  return versions.length === 0 ? [] : [{ eventId, personId, fact: kind, versions }];
};
