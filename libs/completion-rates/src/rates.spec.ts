import { cohortFacts } from './cohort-facts.projection.js';
import { settled } from './facts-on-a-day.js';
import { organisationFacts, type OrganisationFactsRow } from './organisation-facts.projection.js';
import type { KeptFacts, PlaceFactsRow } from './place-facts.entity.js';
import { placeFacts } from './place-facts.projection.js';
import { rates } from './rates.js';

const council = 'a0000000-0000-4000-8000-000000000001';
const charity = 'a0000000-0000-4000-8000-000000000002';
const first = { ...cohortFacts.blank('c1'), number: 1, name: 'First cohort' };
const second = { ...cohortFacts.blank('c2'), number: 2, name: 'Second cohort' };

let places = 0;
const place = (facts: Partial<PlaceFactsRow>): PlaceFactsRow =>
  settled({
    ...placeFacts.blank(`place-${(places += 1)}`),
    cohortId: 'c1',
    askedBy: council,
    requestedOn: '2026-03-02',
    ...facts,
  });
const accepted = { offeredOn: '2026-03-02', acceptedOn: '2026-04-01' };
const started = { ...accepted, confirmedOn: '2026-05-01', startRecordedOn: '2026-09-14' };
const atRequest = (facts: KeptFacts) => ({ kept: [{ on: '2026-03-02', value: facts }] });
const only = (rows: readonly PlaceFactsRow[], asAt: string) => rates([first], rows, asAt)[0]!;

const organisation = (organisationId: string, facts: Partial<OrganisationFactsRow>) =>
  [organisationId, { ...organisationFacts.blank(organisationId), ...facts }] as const;

describe('the counts of a cohort', () => {
  it('of nobody are none, and there is no rate', () =>
    expect(rates([first, second], [], '2026-12-31')).toEqual(
      [first, second].map((cohort) => ({
        cohort,
        requested: 0,
        waiting: 0,
        accepted: 0,
        started: 0,
        withdrawnBeforeStart: 0,
        withdrawnAfterStart: 0,
        deferred: 0,
        failed: 0,
        completed: 0,
        enrolled: 0,
        moved: 0,
        withdrawnBeforeStartBy: {},
        withdrawnAfterStartBy: {},
        completion: { numerator: 0, denominator: 0, value: null, standing: 'so far' },
        takenUp: { numerator: 0, denominator: 0, value: null, standing: 'so far' },
      })),
    ));

  it('include the whole day asked for, and nothing of the next', () => {
    const rows = [place(started)];
    expect(only(rows, '2026-03-01').requested).toBe(0);
    expect(only(rows, '2026-03-02').requested).toBe(1);
    expect(only(rows, '2026-03-31').accepted).toBe(0);
    expect(only(rows, '2026-04-01').accepted).toBe(1);
    expect(only(rows, '2026-09-13').started).toBe(0);
    expect(only(rows, '2026-09-14').started).toBe(1);
  });

  it('know who waits at the end of the day', () => {
    const line = { waitlistedOn: '2026-03-02' };
    const rows = [
      place(line),
      place({ ...line, offeredOn: '2026-03-20' }),
      place({ ...line, requestEndedOn: '2026-03-25' }),
      place({ ...line, cancelledOn: '2026-03-28' }),
    ];
    expect(
      ['2026-03-01', '2026-03-19', '2026-03-20', '2026-03-25', '2026-03-28'].map(
        (asAt) => only(rows, asAt).waiting,
      ),
    ).toEqual([0, 4, 3, 2, 1]);
  });

  it('know who is enrolled at the end of the day', () => {
    const rows = [
      place({ offeredOn: '2026-03-02' }),
      place(accepted),
      place({ ...started, awaitingOn: '2027-04-01' }),
      place({ ...started, awardedOn: '2027-06-30' }),
      place({ ...started, failedOn: '2027-06-30' }),
      place({ ...started, withdrawnOn: '2026-11-01' }),
      place({ ...accepted, notTakenUpOn: '2026-09-14' }),
      place({ ...started, cancelledOn: '2027-05-01' }),
    ];
    expect(
      ['2026-03-31', '2026-04-01', '2026-09-14', '2026-11-01', '2027-05-01', '2027-06-30'].map(
        (asAt) => only(rows, asAt).enrolled,
      ),
    ).toEqual([0, 7, 6, 5, 4, 2]);
  });

  it('keep counting places as accepted and started after they were given up', () =>
    expect(only([place({ ...started, withdrawnOn: '2026-11-01' })], '2026-12-31')).toMatchObject({
      requested: 1,
      accepted: 1,
      started: 1,
      withdrawnBeforeStart: 0,
      withdrawnAfterStart: 1,
    }));

  it('take a place not taken up, and none that bound nobody, for withdrawn before the start', () =>
    expect(
      only(
        [
          place({ ...accepted, withdrawnOn: '2026-08-01' }),
          place({ ...accepted, notTakenUpOn: '2026-09-14' }),
          place({ waitlistedOn: '2026-03-02', requestEndedOn: '2026-08-01' }),
          place({ offeredOn: '2026-03-02', requestEndedOn: '2026-08-01' }),
        ],
        '2026-12-31',
      ),
    ).toMatchObject({ requested: 4, accepted: 2, withdrawnBeforeStart: 2, withdrawnAfterStart: 0 }));

  it('take a place withdrawn before the day it was accepted for a request taken back, until that day', () => {
    const rows = [place({ ...accepted, withdrawnOn: '2026-03-30', withdrawnAs: 'work' })];
    expect(only(rows, '2026-03-31')).toMatchObject({
      ...{ requested: 1, accepted: 0, withdrawnBeforeStart: 0, enrolled: 0 },
      withdrawnBeforeStartBy: {},
    });
    expect(only(rows, '2026-04-01')).toMatchObject({
      ...{ accepted: 1, withdrawnBeforeStart: 1, enrolled: 0 },
      withdrawnBeforeStartBy: { work: 1 },
    });
  });

  it('count a late joiner from the day of joining', () => {
    const late = [place({ ...started, startRecordedOn: '2026-09-21' })];
    expect(only(late, '2026-09-20').started).toBe(0);
    expect(only(late, '2026-09-21').started).toBe(1);
  });

  it('count a failure until the end, unless the award is dated no later', () => {
    const failed = { ...started, failedOn: '2027-06-30' };
    expect(only([place(failed)], '2027-06-29').failed).toBe(0);
    expect(only([place(failed)], '2027-06-30').failed).toBe(1);
    expect(only([place({ ...failed, awardedOn: '2027-06-30' })], '2027-12-31')).toMatchObject({
      failed: 0,
      completed: 1,
    });
    expect(only([place({ ...failed, awardedOn: '2027-09-30' })], '2027-12-31')).toMatchObject({
      failed: 1,
      completed: 1,
    });
  });
});

describe('a rate', () => {
  const awarded = place({ ...started, awardedOn: '2027-06-30' });
  const studying = place({ ...started, awaitingOn: '2027-05-01' });

  it('is so far until every started place has come to its end', () => {
    expect(only([awarded, studying], '2027-12-31').completion).toEqual({
      numerator: 1,
      denominator: 2,
      value: 0.5,
      standing: 'so far',
    });
    expect(only([awarded, { ...studying, failedOn: '2027-11-30' }], '2027-12-31').completion).toEqual({
      numerator: 1,
      denominator: 2,
      value: 0.5,
      standing: 'final',
    });
  });

  it('of taken up places is final once every accepted place has started or ended', () => {
    const rows = [awarded, place(accepted)];
    expect(only(rows, '2026-12-31').takenUp).toMatchObject({
      numerator: 1,
      denominator: 2,
      standing: 'so far',
    });
    expect(
      only([awarded, place({ ...accepted, withdrawnOn: '2026-08-01' })], '2026-12-31').takenUp,
    ).toMatchObject({ value: 0.5, standing: 'final' });
  });
});

describe('a breakdown', () => {
  const organisations = new Map([
    organisation(council, {
      sectors: [{ on: '2026-01-01', value: 'local_authority' }],
      staffWte: [{ on: '2026-01-01', value: 1200 }],
      councilAreas: [{ on: '2026-01-01', value: ['Fife'] }],
    }),
    organisation(charity, {
      sectors: [
        { on: '2026-01-01', value: 'voluntary' },
        { on: '2026-07-01', value: 'private' },
      ],
      staffWte: [{ on: '2026-10-01', value: 9.5 }],
      councilAreas: [{ on: '2026-01-01', value: ['Moray', 'Highland'] }],
    }),
  ]);
  const by = (
    rows: readonly PlaceFactsRow[],
    breakdown: 'sector' | 'size' | 'level' | 'region',
    asAt = '2026-12-31',
  ) =>
    rates([first], rows, asAt, { breakdown: { by: breakdown, organisations } }).map(
      ({ key, requested, started: count }) => [key, requested, count],
    );
  const home = atRequest({ homeOrganisationId: charity });

  it('covers only values that occur, in the order they are listed', () => {
    const rows = [place({ askedBy: 'unheard-of' }), place(home), place(started)];
    expect(by(rows, 'sector')).toEqual([
      ['local_authority', 1, 1],
      ['voluntary', 1, 0],
      ['unknown', 1, 0],
    ]);
    expect(by(rows, 'size')).toEqual([
      ['under_10', 1, 0],
      ['250_and_more', 1, 1],
      ['unknown', 1, 0],
    ]);
    expect(by(rows, 'region')).toEqual([
      ['Fife', 1, 1],
      ['several', 1, 0],
      ['unknown', 1, 0],
    ]);
    expect(by([], 'sector')).toEqual([]);
    expect(by(rows, 'sector', '2026-03-01')).toEqual([]);
  });

  it('goes by the request until the place starts, then by the start', () => {
    const rows = [place({ ...started, ...home })];
    expect(by(rows, 'sector', '2026-09-13')).toEqual([['voluntary', 1, 0]]);
    expect(by(rows, 'sector', '2026-09-14')).toEqual([['private', 1, 1]]);
  });

  it('follows a participant who works elsewhere, and at another level, by the start', () => {
    const rows = [
      place({
        ...started,
        ...atRequest({ homeOrganisationId: charity, level: 'middle' }),
        asAtStart: { homeOrganisationId: council, level: 'senior' },
      }),
      place({ ...started, ...atRequest({ level: 'middle' }) }),
      place({}),
    ];
    expect(by(rows, 'level', '2026-09-13')).toEqual([
      ['middle', 2, 0],
      ['unknown', 1, 0],
    ]);
    expect(by(rows, 'level')).toEqual([
      ['middle', 1, 1],
      ['senior', 1, 1],
      ['unknown', 1, 0],
    ]);
    expect(by(rows.slice(0, 1), 'sector')).toEqual([['local_authority', 1, 1]]);
  });
});
