import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import {
  type BusinessDate,
  type Instant,
  type KeptFact,
  keptIn,
  keptOf,
  idsUnder,
  type Recorded,
  streamOf,
  versionsOf,
} from '#kernel';
import { Commands, EventStore, MERGES, Sealing } from '#platform';
import { personCorrections } from './events.js';
import { people } from './people.decider.js';
import { personMerges } from './person-merges.decider.js';

/** How a fact read at some time, who said so and when. */
export interface FactReading {
  readonly eventId: string;
  readonly recordedAt: Instant;
  readonly by?: string;
  /** Why it was corrected; absent of the first reading. */
  readonly reason?: string;
  readonly on: BusinessDate;
  /** It never was. */
  readonly struck: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One fact recorded about a person, in every version it had; the last one stands. */
export interface PersonFact {
  /** What a correction names. */
  readonly eventId: string;
  /** The record it is in: another than the one asked for where records were merged. */
  readonly personId: string;
  readonly fact: string;
  readonly versions: readonly FactReading[];
}

/** Everything recorded about one person, under any of their ids. Throws a NotFoundException for an unknown one. */
export class GetPersonFacts extends Query<{ readonly items: readonly PersonFact[] }> {
  constructor(readonly personId: string) {
    super();
  }
}

const PAGE = 1_000;

/** Read from the person's own stream, since no read model holds all that is in it. */
@QueryHandler(GetPersonFacts)
export class GetPersonFactsHandler implements IQueryHandler<GetPersonFacts> {
  constructor(
    private readonly store: EventStore,
    private readonly sealing: Sealing,
    private readonly commands: Commands,
  ) {}

  async execute({ personId }: GetPersonFacts): Promise<{ readonly items: readonly PersonFact[] }> {
    const merges = await this.commands.stateOf(personMerges, MERGES);
    const items: PersonFact[] = [];
    for (const id of idsUnder(merges, keptOf(merges, personId)))
      items.push(...(await this.#factsOf(id)).map((fact) => shown(id, fact)));
    if (items.length === 0) throw new NotFoundException('There is no person with this id.');

    return { items };
  }

  async #factsOf(personId: string): Promise<readonly KeptFact[]> {
    let facts: readonly KeptFact[] = [];
    let from = 0;
    for (;;) {
      const page: readonly Recorded[] = await this.store.readStream(streamOf(people, personId), {
        from,
        limit: PAGE,
      });
      for (const event of await this.sealing.open(page)) facts = keptIn(facts, event, personCorrections);
      if (page.length < PAGE) return facts;
      from += page.length;
    }
  }
}

const shown = (personId: string, fact: KeptFact): PersonFact => ({
  eventId: fact.id,
  personId,
  fact: fact.type,
  versions: versionsOf(fact).map(({ id, data, ...reading }) => {
    const { personId: _, ...said } = data as Record<string, unknown>;
    return { eventId: id, ...reading, data: said };
  }),
});
