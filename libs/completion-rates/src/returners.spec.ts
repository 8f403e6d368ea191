import type { BusinessDate } from '#kernel';
import type { Sector } from '#organisations/events';
import { cohortFacts } from './cohort-facts.projection.js';
import { settled } from './facts-on-a-day.js';
import { organisationFacts } from './organisation-facts.projection.js';
import { blankFacts, type PlaceFactsRow } from './place-facts.entity.js';
import { rates } from './rates.js';
import type { Returners } from './returners.js';

const first = { ...cohortFacts.blank('first'), number: 1 };
const second = { ...cohortFacts.blank('second'), number: 2 };
const third = { ...cohortFacts.blank('third'), number: 3 };
const asked = { requestedOn: '2026-03-02', acceptedOn: '2026-04-01', askedBy: 'a council' };
const started = { ...asked, startRecordedOn: '2026-09-14' };

const place = (placeId: string, cohortId: string, facts: Partial<PlaceFactsRow>): PlaceFactsRow =>
  settled({ ...blankFacts(placeId), cohortId, ...facts });
const moved = (cohortId: string, placeId: string, on: string): Partial<PlaceFactsRow> => ({
  deferredOn: '2026-11-02',
  deferredAs: 'personal',
  movedOn: on,
  movedTo: { cohortId, placeId },
});
const backFrom = (cohortId: string, placeId: string): Partial<PlaceFactsRow> => ({
  returnOf: { cohortId, placeId },
});

const amara = [
  place('amara', 'first', { ...started, ...moved('second', 'amara again', '2027-09-13') }),
  place('amara again', 'second', {
    ...backFrom('first', 'amara'),
    requestedOn: '2026-11-02',
    acceptedOn: '2026-11-02',
    startRecordedOn: '2027-09-13',
    awardedOn: '2028-06-30',
  }),
];
const bo = place('bo', 'first', { ...started, awardedOn: '2027-06-30' });
const chidi = place('chidi', 'first', { ...started, deferredOn: '2026-12-01', deferredAs: 'work' });
const everybody = [...amara, bo, chidi];

const told = (returners: Returners, asAt: string, rows = everybody) =>
  rates([first, second, third], rows, asAt, { returners }).map(
    ({ requested, accepted, started: began, deferred, moved: left, completed, completion, takenUp }) => ({
      requested,
      accepted,
      started: began,
      deferred,
      moved: left,
      completed,
      standing: completion.standing,
      takenUp: takenUp.value,
    }),
  );

describe('those who come back after a deferral', () => {
  it('count where they began until they have come back', () => {
    for (const returners of ['where_finished', 'where_began'] as const)
      expect(told(returners, '2027-09-12')).toMatchObject([
        { accepted: 3, started: 3, deferred: 2, moved: 0, completed: 1, standing: 'so far' },
        { requested: 1, accepted: 0, started: 0, moved: 0 },
        { requested: 0 },
      ]);
  });

  it('count once where they finished, and as moved in the first cohort', () =>
    expect(told('where_finished', '2028-12-31')).toMatchObject([
      { requested: 3, accepted: 2, started: 2, deferred: 1, moved: 1, completed: 1 },
      { requested: 1, accepted: 1, started: 1, moved: 0, completed: 1, standing: 'final', takenUp: 1 },
      { requested: 0, started: 0 },
    ]));

  it('or once where they began, with what became of them in the end', () =>
    expect(told('where_began', '2028-12-31')).toMatchObject([
      { requested: 3, accepted: 3, started: 3, deferred: 1, moved: 1, completed: 2 },
      { requested: 1, accepted: 0, started: 0, completed: 0 },
      { requested: 0, started: 0 },
    ]));

  it('who never come back count as not completed in their first cohort', () => {
    const never = { ...chidi, withdrawnOn: '2028-12-01', withdrawnAs: 'work' };
    for (const returners of ['where_finished', 'where_began'] as const) {
      const [of] = rates([first], [bo, never], '2028-12-31', { returners });
      expect(of).toMatchObject({
        started: 2,
        completed: 1,
        withdrawnAfterStart: 1,
        withdrawnAfterStartBy: { work: 1 },
        completion: { value: 0.5, standing: 'final' },
      });
    }
  });

  it('leave a rate open as long as they may still come back', () =>
    expect(rates([first], [bo, chidi], '2030-12-31')[0]?.completion).toMatchObject({
      numerator: 1,
      denominator: 2,
      standing: 'so far',
    }));

  it('may go on once more: the last return tells', () => {
    const again = place('amara again', 'second', {
      ...amara[1],
      awardedOn: null,
      ...moved('third', 'amara at last', '2028-09-11'),
      deferredOn: '2027-11-01',
    });
    const last = place('amara at last', 'third', {
      ...backFrom('second', 'amara again'),
      ...asked,
      startRecordedOn: '2028-09-11',
      awardedOn: '2029-06-30',
    });
    const rows = [amara[0]!, again, last];
    expect(
      told('where_finished', '2029-12-31', rows).map(({ started: began, completed }) => [began, completed]),
    ).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
    expect(
      told('where_began', '2029-12-31', rows).map(({ started: began, completed }) => [began, completed]),
    ).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
  });

  it('who were deferred before the start began with the return', () => {
    const rows = [
      place('amara', 'first', { ...asked, ...moved('second', 'amara again', '2027-09-13') }),
      amara[1]!,
    ];
    expect(told('where_began', '2028-12-31', rows)[0]).toMatchObject({
      started: 1,
      completed: 1,
      takenUp: 1,
    });
    expect(told('where_finished', '2028-12-31', rows)[1]).toMatchObject({ started: 1, completed: 1 });
  });

  it('count a withdrawal by the class it was given, wherever they count', () => {
    const withdrawn = { ...amara[1]!, awardedOn: null, withdrawnOn: '2028-01-10' };
    const classes = (returners: Returners, withdrawnAs: string | null) =>
      rates([first, second], [amara[0]!, { ...withdrawn, withdrawnAs }], '2028-12-31', { returners }).map(
        ({ withdrawnAfterStart, withdrawnAfterStartBy }) => [withdrawnAfterStart, withdrawnAfterStartBy],
      );
    const none = [0, {}];
    expect(classes('where_began', 'organisation')).toEqual([[1, { organisation: 1 }], none]);
    expect(classes('where_began', null)).toEqual([[1, { not_stated: 1 }], none]);
    expect(classes('where_finished', 'organisation')).toEqual([none, [1, { organisation: 1 }]]);
  });

  it('break down as at their start, which may be that of the return', () => {
    const sectorOf = (id: string, sectors: readonly (readonly [BusinessDate, Sector])[]) =>
      [
        id,
        { ...organisationFacts.blank(id), sectors: sectors.map(([on, value]) => ({ on, value })) },
      ] as const;
    const organisations = new Map([
      sectorOf('a council', [['2026-01-01', 'local_authority']]),
      sectorOf('charity', [
        ['2026-01-01', 'voluntary'],
        ['2027-01-01', 'private'],
      ]),
    ]);
    const asAtStart = { homeOrganisationId: 'charity', level: 'senior' };
    const began = place('amara', 'first', {
      ...asked,
      ...moved('second', 'amara again', '2027-09-13'),
      named: [{ by: 'request', on: '2026-03-02', personId: 'amara', level: 'middle' }],
    });
    const keys = (returners: Returners, by: 'sector' | 'level' | 'sponsor', from = began) =>
      rates(
        [first, second],
        [from, place('amara again', 'second', { ...amara[1], asAtStart, askedBy: 'trust' })],
        '2028-12-31',
        {
          returners,
          breakdown: { by, organisations },
        },
      ).flatMap(({ key, started: count }) => (count > 0 ? [key] : []));

    for (const returners of ['where_began', 'where_finished'] as const) {
      expect(keys(returners, 'sector')).toEqual(['private']);
      expect(keys(returners, 'level')).toEqual(['senior']);
      expect(keys(returners, 'sponsor')).toEqual(['trust']);
    }
    const hadStarted = settled({
      ...began,
      startRecordedOn: '2026-09-14',
      asAtStart: { level: 'first_line' },
    });
    expect(keys('where_began', 'sector', hadStarted)).toEqual(['local_authority']);
    expect(keys('where_began', 'level', hadStarted)).toEqual(['first_line']);
  });
});

describe('a breakdown by sponsor', () => {
  const named = (id: string, name: string, mergedInto: string | null = null) =>
    [id, { ...organisationFacts.blank(id), names: [{ on: '2026-01-01', value: name }], mergedInto }] as const;
  const organisations = new Map([
    named('council', 'A council'),
    named('charity', 'A charity'),
    named('old charity', 'The old charity', 'charity'),
  ]);
  const keys = (rows: readonly PlaceFactsRow[], asAt: string) =>
    rates([first], rows, asAt, { breakdown: { by: 'sponsor', organisations } }).map(
      ({ key, started: began }) => [key, began],
    );

  it('goes by the organisation that stands for it, in the order of names, without sponsor last', () =>
    expect(
      keys(
        [
          place('amara', 'first', { ...started, askedBy: 'council' }),
          place('bo', 'first', { ...started, askedBy: 'old charity' }),
          place('chidi', 'first', { ...started, askedBy: 'charity' }),
          place('dara', 'first', {
            ...started,
            askedBy: 'council',
            transfers: [{ on: '2026-06-01', value: null }],
          }),
        ],
        '2026-12-31',
      ),
    ).toEqual([
      ['charity', 2],
      ['council', 1],
      ['none', 1],
    ]));

  it('goes by who answered for the place on its first day, and before that by who does', () => {
    const row = place('amara', 'first', {
      ...started,
      askedBy: 'council',
      transfers: [{ on: '2026-11-01', value: 'charity' }],
    });
    expect(keys([row], '2026-12-31')).toEqual([['council', 1]]);
    expect(keys([settled({ ...row, startRecordedOn: null })], '2026-12-31')).toEqual([['charity', 0]]);
    expect(keys([settled({ ...row, startRecordedOn: null })], '2026-10-31')).toEqual([['council', 0]]);
  });
});
