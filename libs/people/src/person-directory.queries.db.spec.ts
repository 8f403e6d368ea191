import { NotFoundException } from '@nestjs/common';
import type { QueryBus } from '@nestjs/cqrs';
import { derivedId, ERASED, type Recorded } from '#kernel';
import { type AllIdsOf, ControlledClock, type EventStore, MergedRecords, type Sealing } from '#platform';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { happened } from '#kernel/specification';
import { FindDuplicatePeople, FindDuplicatePeopleHandler } from './duplicates.query.js';
import {
  employerChanged,
  type Employment,
  type PersonEvent,
  type PersonMergeEvent,
  personFactCorrected,
  personAmended,
  personRegistered,
  peopleMerged,
  peopleToldApart,
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

const leaves = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const meadows = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
/** Merged into Leaves. */
const oldLeaves = derivedId('leaves before');
const queries = {
  execute: async (query: AllIdsOf | MergedRecords) => {
    if (query instanceof MergedRecords) return new Map([[oldLeaves, leaves]]);
    return query.id === oldLeaves ? [leaves, query.id] : [query.id];
  },
} as unknown as QueryBus;
/** The office asks on 1 September, before Amara's and Bo's next jobs begin. */
const clock = new ControlledClock('2026-09-01T12:00:00.000Z');
const idOf = (name: string) => derivedId('person', name);
const [amara, bo, chidi, double, twin] = [
  'Amara Ní Dhòmhnaill',
  "Bo O'Neill",
  'شيدي',
  'B. ONeill',
  'Bo ONeill',
];
const works = (name: string, on: string, job: Employment & { employerId: string }) =>
  employerChanged({ personId: idOf(name), ...job }, on);
const facts: readonly (PersonEvent | PersonMergeEvent)[] = [
  personRegistered({ personId: idOf(amara), name: amara }, '2026-01-01'),
  works(amara, '2026-01-01', { employerId: leaves, level: 'first_line' }),
  works(amara, '2026-09-01', { employerId: meadows, level: 'middle' }),
  works(amara, '2026-09-02', { employerId: leaves, level: 'senior' }),
  personRegistered({ personId: idOf(bo), name: bo }, '2026-01-01'),
  works(bo, '2026-10-01', { employerId: meadows }),
  works(bo, '2026-10-01', { employerId: leaves, level: 'senior' }),
  works(bo, '2026-11-01', { employerId: meadows, level: 'middle' }),
  personRegistered({ personId: idOf(chidi), reference: 'P-7', name: chidi }, '2026-01-01'),
  personRegistered({ personId: idOf('only a reference'), reference: 'P-1043' }, '2026-01-01'),
  personRegistered(
    { personId: idOf(ERASED), name: ERASED, employerId: ERASED, registration: ERASED },
    '2026-01-01',
  ),
];
const withDuplicates: readonly (PersonEvent | PersonMergeEvent)[] = [
  ...facts,
  personRegistered(
    { personId: idOf(double), name: double, email: 'bo@example.org', employerId: leaves },
    '2026-02-01',
  ),
  personRegistered({ personId: idOf(twin), name: twin, employerId: meadows }, '2026-03-01'),
  reasonRecorded(
    { personId: idOf(double), about: 'deferral', cohortId: leaves, placeId: meadows, code: 'health' },
    '2026-03-01',
  ),
];

describe('asking the directory of people', () => {
  let filled: FilledReadModels;
  let list: (filters: PersonFilters) => ReturnType<ListPeopleHandler['execute']>;
  let one: (personId: string) => ReturnType<GetPersonHandler['execute']>;

  beforeAll(async () => {
    filled = await filledReadModels([personDirectory], recorded(facts), clock);
    list = (filters) => new ListPeopleHandler(filled.readModels, queries).execute(new ListPeople(filters));
    one = (personId) => new GetPersonHandler(filled.readModels).execute(new GetPerson(personId));
  });
  afterAll(() => filled.drop());

  it.each([
    [{}, [null, amara, bo, chidi, ERASED]],
    [{ name: 'DHÒMH' }, [amara]],
    [{ name: "o'n" }, [bo]],
    [{ name: 'شي' }, [chidi]],
    [{ name: 'p-' }, [null, chidi]],
    [{ name: '%' }, []],
    [{ employerId: meadows }, [amara]],
    [{ employerId: leaves }, [bo]],
    [{ employerId: oldLeaves }, [bo]],
    [{ level: 'middle' }, [amara]],
    [{ level: 'senior' }, [bo]],
    [{ level: 'first_line' }, []],
    [{ level: 'middle', employerId: leaves }, []],
  ] as const)('%j lists %j', async (filters, expected) =>
    expect((await list(filters)).items.map(({ name }) => name).sort()).toEqual([...expected].sort()),
  );

  it('answers pages without gaps or repeats, in one order, the unnamed among them', async () => {
    const whole = await list({});
    const first = await list({ limit: 1 });
    const second = await list({ limit: 3, cursor: first.next });
    const third = await list({ limit: 3, cursor: second.next });
    expect([first.items.length, second.items.length, third.items.length]).toEqual([1, 3, 1]);
    expect([...first.items, ...second.items, ...third.items]).toEqual(whole.items);
    expect([whole.next, third.next, whole.position]).toEqual([undefined, undefined, String(facts.length)]);
    await expect(list({ cursor: 'bm9uc2Vuc2U' })).rejects.toThrow();
  });

  it('answers one with every job, and a 404 for any other id', async () => {
    const found = await one(idOf(amara));
    expect(found).toMatchObject({ name: amara, employerId: meadows, level: 'middle', mergedIds: [] });
    expect(found.employments.map(({ on }) => on)).toEqual(['2026-01-01', '2026-09-01', '2026-09-02']);
    for (const personId of [derivedId('person', 'nobody'), 'x'])
      await expect(one(personId)).rejects.toThrow(NotFoundException);
  });
});

describe('the facts of one person', () => {
  const corrected = personFactCorrected(
    {
      personId: idOf(double),
      corrects: happened(withDuplicates[facts.length]!, facts.length).id,
      fact: 'PersonRegistered',
      reason: 'misread',
      name: 'B. O’Neill',
      needs: 'Step-free access',
    },
    '2026-02-01',
  );
  const merge = peopleMerged({
    keptId: idOf(bo),
    mergedId: idOf(double),
    ids: [idOf(double)],
    reason: 'one number',
  });
  const log = recorded([...withDuplicates, corrected, merge]);
  const store = {
    readStream: async (stream: string, { from = 0 }: { from?: number }) =>
      log.filter(({ data }) => 'personId' in data && stream === `person-${data.personId}`).slice(from),
  } as unknown as EventStore;
  const sealing = { open: async (events: readonly Recorded[]) => events } as Sealing;

  it('are told in every version, with who and when, under every id, needs too', async () => {
    const filled = await filledReadModels([personDirectory], log, clock);
    try {
      const query = new GetPersonFactsHandler(filled.readModels, store, sealing);
      const ask = (asked = {}) => query.execute(new GetPersonFacts(idOf(double), asked));
      const { items } = await ask();
      expect(items.map(({ personId, fact }) => [personId === idOf(bo), fact])).toEqual([
        ...['PersonRegistered', 'EmployerChanged', 'EmployerChanged', 'EmployerChanged'].map((fact) => [
          true,
          fact,
        ]),
        [false, 'PersonRegistered'],
        [false, 'ReasonRecorded'],
      ]);
      expect(items[4]?.versions).toMatchObject([
        { data: { name: double }, by: 'local-administrator', struck: false },
        { data: { name: 'B. O’Neill', needs: 'Step-free access' }, reason: 'misread', on: '2026-02-01' },
      ]);
      const first = await ask({ limit: 5 });
      expect([...first.items, ...(await ask({ cursor: first.next })).items]).toEqual(items);

      const before = await ask({ asAt: '2026-09-01', knownAt: String(facts.length + 1) });
      expect(before.items.map(({ versions }) => versions.length)).toEqual([1]);
      await expect(query.execute(new GetPersonFacts(idOf('nobody')))).rejects.toThrow(NotFoundException);
    } finally {
      await filled.drop();
    }
  });
});

describe('records of one person', () => {
  const asked = async (...more: readonly (PersonEvent | PersonMergeEvent)[]) => {
    const filled = await filledReadModels([personDirectory], recorded([...withDuplicates, ...more]), clock);
    const duplicates = new FindDuplicatePeopleHandler(filled.readModels, queries);
    const one = new GetPersonHandler(filled.readModels);
    const list = new ListPeopleHandler(filled.readModels, queries);
    try {
      const first = await duplicates.execute(new FindDuplicatePeople({ limit: 1 }));
      const next = first.next
        ? (await duplicates.execute(new FindDuplicatePeople({ cursor: first.next }))).items
        : [];
      return {
        pairs: [...first.items, ...next].map(
          ({ people, evidence }) => [people.map(({ name }) => name).sort(), evidence] as const,
        ),
        before: (await list.execute(new ListPeople({ name: 'neill', asAt: '2026-02-01' }))).items.map(
          ({ name }) => name,
        ),
        mergedSince: (await one.execute(new GetPerson(idOf(bo), { asAt: '2026-08-31' }))).mergedIds,
        people: await Promise.all([bo, double].map((name) => one.execute(new GetPerson(idOf(name))))),
        listed: (await list.execute(new ListPeople({ name: 'neill' }))).items.map(({ name }) => name),
        atMeadows: (await list.execute(new ListPeople({ employerId: meadows }))).items.map(
          ({ name }) => name,
        ),
      };
    } finally {
      await filled.drop();
    }
  };
  const alike = (one: string, other: string) =>
    `"${one}" and "${other}" are alike, and both work or worked for the same organisation.`;
  const reason = 'one number';

  it('are proposed with the evidence, a page at a time', async () => {
    const { pairs, listed } = await asked();
    expect(pairs.map(([names]) => names)).toEqual(
      expect.arrayContaining([[double, bo].sort(), [bo, twin].sort()]),
    );
    expect(pairs).toHaveLength(2);
    expect(pairs.flatMap(([, evidence]) => evidence).map((words) => words?.slice(-40))).toEqual(
      Array(2).fill(alike('', '').slice(-40)),
    );
    expect(listed).toEqual([double, bo, twin]);
  });

  it('are proposed by what they were called before, and where they worked under another record of it', async () => {
    const [now, once] = ['Amara Muir', 'A Ni Dhomhnaill'];
    const { pairs } = await asked(
      personRegistered({ personId: idOf(once), name: once, employerId: oldLeaves }, '2026-04-01'),
      personAmended({ personId: idOf(once), name: now }, '2026-05-01'),
    );
    expect(pairs).toContainEqual([
      [now, amara],
      [
        `"${amara}" and "${once}" (now "${now}") are alike, and both work or worked for the same organisation.`,
      ],
    ]);
  });

  it('are proposed no more when told apart', async () => {
    const [oneId, otherId] = [idOf(bo), idOf(twin)].toSorted() as [string, string];
    const { pairs } = await asked(peopleToldApart({ oneId, otherId, reason }));
    expect(pairs.map(([names]) => names)).toEqual([[double, bo].sort()]);
  });

  it('read as one by either id when merged, and are one line of a list', async () => {
    const merge = { keptId: idOf(bo), mergedId: idOf(double), ids: [idOf(double)], reason };
    const { pairs, people, listed, atMeadows, before, mergedSince } = await asked(
      peopleMerged(merge, '2026-09-01'),
    );
    expect(people[0]).toEqual(people[1]);
    expect(people[0]).toMatchObject({
      personId: idOf(bo),
      name: bo,
      email: 'bo@example.org',
      employerId: leaves,
      mergedIds: [idOf(double)],
      reasons: [{ code: 'health' }],
    });
    expect(people[0]?.employments).toHaveLength(4);
    expect(listed).toEqual([bo, twin]);
    expect(atMeadows).toEqual([amara, twin]);
    // A merge is about records, not about a day: as at any day they were one.
    expect([before, mergedSince]).toEqual([[bo], [idOf(double)]]);
    expect(pairs.map(([names]) => names)).toEqual([[bo, twin].sort()]);
  });
});
