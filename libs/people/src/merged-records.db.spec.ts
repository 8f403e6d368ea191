import type { QueryBus } from '@nestjs/cqrs';
import { derivedId, type Recorded } from '#kernel';
import { type AllIdsOf, ControlledClock, type EventStore, MergedRecords, type Sealing } from '#platform';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { FindDuplicatePeople, FindDuplicatePeopleHandler } from './duplicates.query.js';
import {
  mergeOfPeopleUndone,
  peopleMerged,
  peopleToldApart,
  type PersonEvent,
  type PersonMergeEvent,
  personRegistered,
  reasonRecorded,
} from './events.js';
import { personDirectory } from './person-directory.projection.js';
import { GetPersonFacts, GetPersonFactsHandler } from './person-facts.query.js';
import {
  GetPerson,
  GetPersonHandler,
  ListPeople,
  ListPeopleHandler,
  type PersonFilters,
} from './person-directory.queries.js';

const clock = new ControlledClock('2026-09-01T12:00:00.000Z');
const [amara, twice, chidi] = ['amara', 'amara again', 'chidi'].map((name) => derivedId('person', name)) as [
  string,
  string,
  string,
];
const employerOf = (personId: string) => derivedId('employer of', personId);
const of = (name: string) => derivedId('record of', name);
const reason = 'one number';

const registered = (personId: string, name: string, on = '2026-01-05') =>
  personRegistered({ personId, name, employerId: employerOf(personId) }, on);
const gaveUp = (personId: string) =>
  reasonRecorded(
    { personId, about: 'withdrawal', cohortId: of('autumn'), placeId: of(personId), code: 'health' },
    '2026-03-01',
  );
const merged = (keptId: string, mergedId: string, ...before: string[]) =>
  peopleMerged({ keptId, mergedId, ids: [mergedId, ...before], reason });
const undone = (keptId: string, mergedId: string, ...before: string[]) =>
  mergeOfPeopleUndone({ keptId, mergedId, ids: [mergedId, ...before], reason });

const everybody = [
  registered(amara, 'Amara Bell'),
  registered(twice, 'A. Bell'),
  registered(chidi, 'Chidi Wren'),
  gaveUp(chidi),
];

const queries = {
  execute: async (query: AllIdsOf | MergedRecords) =>
    query instanceof MergedRecords ? new Map() : [query.id],
} as unknown as QueryBus;

const asked = async (...more: readonly (PersonEvent | PersonMergeEvent)[]) => {
  const log = recorded([...everybody, ...more]);
  const filled: FilledReadModels = await filledReadModels([personDirectory], log, clock);
  const store = {
    readStream: async (stream: string, { from = 0 }: { from?: number }) =>
      log.filter(({ data }) => 'personId' in data && stream === `person-${data.personId}`).slice(from),
  } as unknown as EventStore;
  const sealing = { open: async (events: readonly Recorded[]) => events } as Sealing;
  const { readModels } = filled;
  return {
    one: (personId: string, asAt?: string) =>
      new GetPersonHandler(readModels).execute(new GetPerson(personId, asAt ? { asAt } : {})),
    list: async (filters: PersonFilters) =>
      (await new ListPeopleHandler(readModels, queries).execute(new ListPeople(filters))).items.map(
        ({ personId }) => personId,
      ),
    facts: async (personId: string) =>
      (
        await new GetPersonFactsHandler(readModels, store, sealing).execute(new GetPersonFacts(personId))
      ).items.map((fact) => fact.personId),
    pairs: async () =>
      (await new FindDuplicatePeopleHandler(readModels, queries).execute(new FindDuplicatePeople())).items,
    drop: () => filled.drop(),
  };
};

describe('records merged in a chain', () => {
  const chain = [merged(twice, chidi), merged(amara, twice, chidi)];

  it('answer as one by every id', async () => {
    const { one, list, facts, drop } = await asked(...chain);
    try {
      for (const id of [amara, twice, chidi])
        expect(await one(id)).toMatchObject({
          personId: amara,
          mergedIds: [twice, chidi].toSorted(),
          reasons: [{ code: 'health' }],
        });
      expect(await list({})).toEqual([amara]);
      expect(await list({ name: 'wren' })).toEqual([amara]);
      expect((await facts(twice)).toSorted()).toEqual([amara, twice, chidi, chidi].toSorted());
      expect((await one(amara, '2026-02-01')).mergedIds).toHaveLength(2);
    } finally {
      await drop();
    }
  });

  it('tell nothing of another person once both merges were undone', async () => {
    const { one, list, facts, drop } = await asked(...chain, undone(amara, chidi), undone(amara, twice));
    try {
      for (const id of [amara, twice]) {
        expect(await one(id)).toMatchObject({ personId: id, mergedIds: [], reasons: [] });
        expect((await one(id)).employments.map(({ employerId }) => employerId)).toEqual([employerOf(id)]);
        expect(await facts(id)).toEqual([id]);
      }
      expect(await one(chidi)).toMatchObject({ mergedIds: [], reasons: [{ code: 'health' }] });
      expect(await list({ name: 'wren' })).toEqual([chidi]);
      expect(await list({ employerId: employerOf(chidi) })).toEqual([chidi]);
      expect(await list({ employerId: employerOf(chidi), asAt: '2026-02-01' })).toEqual([chidi]);
    } finally {
      await drop();
    }
  });
});

describe('records told apart', () => {
  const double = of('another of amara');
  const email = 'amara@example.org';
  const alike = [twice, chidi, double].map((personId) =>
    personRegistered({ personId, name: 'Amara Bell', email }, '2026-01-05'),
  );
  const [oneId, otherId] = [double, amara].toSorted() as [string, string];
  const apart = peopleToldApart({ oneId, otherId, reason });

  it('are proposed by what a merged record says, and told by it', async () => {
    const known = [
      personRegistered({ personId: of('one'), name: 'Bo Wren', email: 'one@example.org' }, '2026-01-05'),
      personRegistered({ personId: of('two'), name: 'Bo Wren', email: 'two@example.org' }, '2026-01-05'),
      personRegistered({ personId: of('three'), name: 'B. Wren', email: 'Two@example.org' }, '2026-01-05'),
    ];
    const { pairs, drop } = await asked(...known, merged(of('one'), of('two')));
    try {
      expect(await pairs()).toMatchObject([
        { evidence: [expect.stringMatching(/^Both have the e-mail address two@example.org.$/i)] },
      ]);
    } finally {
      await drop();
    }
  });

  it('are not proposed again when one of them is merged into a third', async () => {
    const known = [personRegistered({ personId: amara, name: 'Amara Bell', email }, '2026-01-05'), ...alike];
    const { pairs, drop } = await asked(...known, apart, merged(twice, double), merged(twice, chidi));
    try {
      expect(await pairs()).toEqual([]);
    } finally {
      await drop();
    }
  });
});
