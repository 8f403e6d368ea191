import { NotFoundException } from '@nestjs/common';
import { type CohortSetup, cohortPlanned } from '#cohorts/events';
import { commandOf, derivedId, type Fact } from '#kernel';
import {
  councilAreasRecorded,
  organisationRegistered,
  organisationSectorChanged,
  organisationsMerged,
  sizeFigureRecorded,
} from '#organisations/events';
import { ControlledClock } from '#platform';
import {
  placeAccepted,
  placeCompleted,
  placeFailed,
  placeRequested,
  placeStarted,
  placeWaitlisted,
} from '#places/events';
import { programmeDefined } from '#programmes/events';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { printedRates } from './answer.js';
import { BREAKDOWNS } from './breakdowns.js';
import {
  CompletionRateFilters,
  GetCompletionRates,
  GetCompletionRatesHandler,
} from './get-completion-rates.js';
import { completionRatesContext } from './index.js';

const idOf = (name: string) => derivedId('specified', name);
const awardId = idOf('certificate');
const council = idOf('a council');
const charity = idOf('a charity');
const terms = { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] };

const programme = (name: string) =>
  programmeDefined({
    programmeId: idOf(name),
    name,
    awardId,
    awardName: 'Postgraduate Certificate',
    credits: 60,
    scqfLevel: 11,
    approvingBody: 'board',
    levels: [],
  });
const cohort = (name: string, number: number, of: string) =>
  cohortPlanned({ cohortId: idOf(name), programmeId: idOf(of), number, name } as {
    cohortId: string;
  } & CohortSetup);
const requested = (name: string, cohortName: string, sponsorId: string) =>
  placeRequested(
    {
      cohortId: idOf(cohortName),
      placeId: idOf(name),
      programmeId: idOf('Leading to Deliver'),
      awardId,
      sponsorId,
    },
    '2026-03-02',
  );
const started = (name: string, cohortName: string, sponsorId: string): Fact[] => {
  const place = { cohortId: idOf(cohortName), placeId: idOf(name) };
  return [
    requested(name, cohortName, sponsorId),
    placeAccepted({ ...place, awardId, sponsorId, pricePence: 300_000, terms }, '2026-04-01'),
    placeStarted({ ...place, personId: idOf(`person of ${name}`) }, '2026-09-14'),
  ];
};
const first = { cohortId: idOf('First cohort') };

const facts: readonly Fact[] = [
  programme('Senior leaders'),
  programme('Leading to Deliver'),
  cohort('Second cohort', 2, 'Leading to Deliver'),
  cohort('First cohort', 1, 'Leading to Deliver'),
  cohort('Seniors', 1, 'Senior leaders'),
  organisationRegistered(
    { organisationId: council, name: 'A council', sector: 'local_authority' },
    '2026-01-01',
  ),
  organisationRegistered({ organisationId: charity, name: 'A charity', sector: 'voluntary' }, '2026-01-01'),
  organisationSectorChanged({ organisationId: charity, sector: 'private' }, '2026-10-01'),
  sizeFigureRecorded({ organisationId: charity, staffWte: 12, source: 'register' }, '2026-01-01'),
  ...started('amara', 'First cohort', council),
  ...started('bo', 'First cohort', charity),
  requested('chidi', 'First cohort', charity),
  placeWaitlisted(
    { ...first, placeId: idOf('chidi'), turn: 1, ahead: 0, held: 2, capacity: 2 },
    '2026-03-02',
  ),
  ...started('dara', 'Second cohort', council),
  placeCompleted(
    {
      ...first,
      placeId: idOf('amara'),
      personId: idOf('person of amara'),
      awardedOn: '2027-06-30',
      freedSeat: true,
    },
    '2027-06-30',
  ),
];

describe('asking for completion rates', () => {
  let filled: FilledReadModels;
  let handler: GetCompletionRatesHandler;
  const ask = (filters: GetCompletionRates['filters']) => handler.execute(new GetCompletionRates(filters));

  beforeAll(async () => {
    filled = await filledReadModels(
      completionRatesContext.projections!,
      recorded(facts),
      new ControlledClock('2027-06-29T23:30:00.000Z'),
    );
    handler = new GetCompletionRatesHandler(filled.readModels);
  });
  afterAll(() => filled.drop());

  it('answers for every cohort, by programme and number, the empty ones too, as at today in London', async () => {
    const { items, asAt, position } = await ask({});
    expect({ asAt, position }).toEqual({ asAt: '2027-06-30', position: `${facts.length}` });
    expect(items.map(({ programme: of, cohort: name, started: count }) => [of, name, count])).toEqual([
      ['Leading to Deliver', 'First cohort', 2],
      ['Leading to Deliver', 'Second cohort', 1],
      ['Senior leaders', 'Seniors', 0],
    ]);
    expect(items[0]).toMatchObject({ requested: 3, waiting: 1, accepted: 2, completed: 1, enrolled: 1 });
  });

  it('finds a programme by id or name, a cohort by id, number or name', async () => {
    const cohortsOf = async (filters: GetCompletionRates['filters']) =>
      (await ask(filters)).items.map(({ cohort: name }) => name);
    expect(await cohortsOf({ programme: 'senior LEADERS' })).toEqual(['Seniors']);
    expect(await cohortsOf({ programme: idOf('Senior leaders') })).toEqual(['Seniors']);
    expect(await cohortsOf({ cohort: '1' })).toEqual(['First cohort', 'Seniors']);
    expect(await cohortsOf({ programme: 'Leading to Deliver', cohort: '1' })).toEqual(['First cohort']);
    expect(await cohortsOf({ cohort: 'second cohort' })).toEqual(['Second cohort']);
    expect(await cohortsOf({ cohort: idOf('Seniors') })).toEqual(['Seniors']);
  });

  it('says which programme or cohort nobody knows', async () => {
    await expect(ask({ programme: 'Followers' })).rejects.toThrow(NotFoundException);
    await expect(ask({ cohort: '9' })).rejects.toThrow('There is no cohort with this id, number or name.');
  });

  it('says of what was not known then, when that was', () =>
    expect(ask({ programme: 'Leading to Deliver', asAt: '2001-02-03', clock: 'recorded' })).rejects.toThrow(
      /^There was no programme with this id or name on 3 February 2001, by the recorded clock and up to position 0 of the log\.$/,
    ));

  it('leaves out what was planned later and asked for by nobody yet, and says so of one that is meant', async () => {
    const cohortsOn = async (filters: Partial<GetCompletionRates['filters']>) =>
      (await ask(commandOf(CompletionRateFilters, filters))).items.map(({ cohort: name }) => name);
    expect(await cohortsOn({ asAt: '2026-03-02' })).toEqual(['First cohort', 'Second cohort']);
    expect(await cohortsOn({ asAt: '2026-03-01' })).toEqual([]);
    await expect(ask({ cohort: 'Seniors', asAt: '2026-03-02' })).rejects.toThrow(
      /^There was no cohort with this id, number or name on 2 March 2026/,
    );
  });

  it('breaks down by the organisation as at the start, and prints the keys agreed', async () => {
    const printed = printedRates(await ask({ cohort: 'First cohort', by: 'sector' }));
    expect(
      printed.map(({ sector, requested: count, completionRate }) => [sector, count, completionRate]),
    ).toEqual([
      ['local_authority', 1, 1],
      ['voluntary', 2, 0],
    ]);
    const bySize = await ask({ cohort: 'First cohort', by: 'size', asAt: '2026-03-02' });
    expect(bySize.items.map(({ size, requested: count }) => [size, count])).toEqual([
      ['10_49', 2],
      ['unknown', 1],
    ]);
  });
});

describe('asking for completion rates as at a moment', () => {
  const day = (date: string, facts: readonly Fact[]) => recorded(facts, `${date}T09:00:00.000Z`);
  const place = { ...first, placeId: idOf('bo') };
  // bo's failure of June is entered in September and turns out, in October, to have been an award.
  const log = [
    ...day('2026-09-14', facts.slice(0, -1)),
    ...day('2027-07-01', facts.slice(-1)),
    ...day('2027-09-01', [
      placeFailed(
        { ...place, awardId, personIds: [idOf('person of bo')], freedSeat: false, outcome: 'failed' },
        '2027-06-30',
      ),
    ]),
    ...day('2027-10-01', [
      placeCompleted(
        { ...place, personId: idOf('person of bo'), awardedOn: '2027-06-30', freedSeat: false },
        '2027-06-30',
      ),
    ]),
  ].map((event, index) => ({ ...event, position: `${index + 1}`, revision: index }));
  let filled: FilledReadModels;
  const ask = (filters: Partial<GetCompletionRates['filters']>) =>
    new GetCompletionRatesHandler(filled.readModels).execute(
      new GetCompletionRates(commandOf(CompletionRateFilters, filters)),
    );
  const ofTheFirst = async (filters: Partial<GetCompletionRates['filters']>) => {
    const { items, position, clock, asAt } = await ask({ cohort: 'First cohort', ...filters });
    const { completed, failed, completionRate } = items[0]!;
    return { completed, failed, standing: completionRate.standing, position, clock, asAt };
  };

  beforeAll(async () => {
    filled = await filledReadModels(
      completionRatesContext.projections!,
      log,
      new ControlledClock('2027-12-31T12:00:00.000Z'),
    );
  });
  afterAll(() => filled.drop());

  const head = log.length;
  it('answers by all that is known now', async () =>
    expect(await ofTheFirst({ asAt: '2027-06-30' })).toEqual({
      completed: 2,
      failed: 0,
      standing: 'final',
      clock: 'effective',
      asAt: '2027-06-30',
      position: `${head}`,
    }));

  it('answers by what was known at the end of the day', async () => {
    expect(await ofTheFirst({ asAt: '2027-06-30', clock: 'recorded' })).toMatchObject({
      completed: 0,
      failed: 0,
      standing: 'so far',
      position: `${head - 3}`,
    });
    expect(await ofTheFirst({ asAt: '2027-09-01', clock: 'recorded' })).toMatchObject({
      completed: 1,
      failed: 1,
      standing: 'final',
      position: `${head - 1}`,
    });
  });

  it('answers by what was known up to a position, in the same bytes each time', async () => {
    expect(await ofTheFirst({ asAt: '2027-06-30', knownAt: `${head - 1}` })).toMatchObject({
      completed: 1,
      failed: 1,
      position: `${head - 1}`,
    });
    const known = { asAt: '2027-06-30', by: 'sponsor', knownAt: `${head}` } as const;
    expect(JSON.stringify(await ask(known))).toBe(
      JSON.stringify(await ask({ asAt: '2027-06-30', by: 'sponsor' })),
    );
  });

  it('equals the present as at today, by the same figures', async () => {
    for (const by of [undefined, ...BREAKDOWNS])
      expect(await ask({ asAt: '2027-12-31', ...(by ? { by } : {}) })).toEqual(await ask(by ? { by } : {}));
  });

  it('names a sponsor as it was called', async () =>
    expect(
      (await ask({ cohort: 'First cohort', by: 'sponsor', asAt: '2027-06-30' })).items.map(
        ({ sponsor, sponsorId, started: count }) => [sponsor, sponsorId, count],
      ),
    ).toEqual([
      ['A charity', charity, 1],
      ['A council', council, 1],
    ]));
});

describe('asking for completion rates of a sponsor with two records', () => {
  it('answers by what either of them knew', async () => {
    const older = idOf('A charity, recorded before');
    const merge = { keptId: council, mergedId: older, ids: [older], reason: 'One number.' };
    const filled = await filledReadModels(
      completionRatesContext.projections!,
      recorded([
        ...facts,
        organisationRegistered({ organisationId: older, name: 'Older', sector: 'health' }, '2026-02-01'),
        sizeFigureRecorded({ organisationId: older, staffWte: 120, source: 'register' }, '2026-02-01'),
        councilAreasRecorded({ organisationId: older, councilAreas: ['Fife'] }, '2026-02-01'),
        organisationsMerged(merge),
      ]),
      new ControlledClock('2027-06-29T23:30:00.000Z'),
    );
    try {
      const values = async (by: 'size' | 'region' | 'sector') =>
        (
          await new GetCompletionRatesHandler(filled.readModels).execute(
            new GetCompletionRates({ cohort: 'Second cohort', by }),
          )
        ).items.map((item) => item[by]);
      expect(await Promise.all((['size', 'region', 'sector'] as const).map(values))).toEqual([
        ['50_249'],
        ['Fife'],
        ['local_authority'],
      ]);
    } finally {
      await filled.drop();
    }
  });
});
