import { commandOf, type BusinessDate } from '#kernel';
import { specification } from '#kernel/specification';
import {
  participantFactsKept,
  pastPlaceRecorded,
  placeAccepted,
  placeCompleted,
  placeConfirmed,
  type PlaceEvent,
  placeFailed,
  placeNotTakenUp,
  placeOffered,
  placeRequested,
  placesOpened,
  placeStarted,
  placeWithdrawn,
  requestsClosed,
} from './events.js';
import {
  amara,
  awardId,
  autumnCohort,
  bo,
  chidi,
  of,
  opened,
  placeOf,
  programmeId,
  sponsor,
} from './places.examples.js';
import { places } from './places.decider.js';
import { RecordPastPlace } from './record-past-place.js';

const given = specification(places);

const COHORT = { startsOn: '2004-09-06', endsOn: '2005-06-30' };
const terms = (fundingModel = 'not_recorded') => ({
  fundingModel,
  fundingShares: [],
  instalmentPlan: [],
  refundBands: [],
});

const record = (person: string, said: Partial<RecordPastPlace> = {}) =>
  commandOf(RecordPastPlace, {
    ...of(person),
    ...COHORT,
    programmeId,
    awardId,
    capacity: 1,
    sponsorId: sponsor,
    personId: person,
    requestedOn: '2004-05-01',
    personal: [],
    flags: [],
    ...said,
  });

const bookOpened = (on: BusinessDate = '2004-05-01') => [
  placesOpened(
    {
      cohortId: autumnCohort,
      programmeId,
      awardId,
      capacity: 1,
      ...COHORT,
      lastJoiningDate: COHORT.endsOn,
      offerWorkingDays: 0,
      namingDays: 0,
      pricePence: 0,
      terms: terms(),
      past: true,
    },
    on,
  ),
  requestsClosed({ cohortId: autumnCohort }, COHORT.endsOn),
];

type Recorded = Parameters<typeof pastPlaceRecorded>[0];
const told = (person: string, what: Partial<Recorded>, on: BusinessDate = '2004-05-01') =>
  pastPlaceRecorded(
    {
      ...of(person),
      personal: [],
      flags: [],
      ...what,
      stated: { ...COHORT, capacity: 1, requestedOn: '2004-05-01', ...what.stated },
    },
    on,
  );

const confirmedOn = (on: BusinessDate, person = amara, held = 1, funding?: string) => [
  placeRequested({ ...of(person), programmeId, awardId, sponsorId: sponsor, personId: person }, on),
  placeOffered({ ...of(person), until: on, behind: 0, held, capacity: 1 }, on),
  placeAccepted(
    { ...of(person), awardId, sponsorId: sponsor, personId: person, pricePence: 0, terms: terms(funding) },
    on,
  ),
  placeConfirmed({ ...of(person), awardId, sponsorId: sponsor, personId: person, checks: [] }, on),
];
const ended = { ...of(amara), awardId, personIds: [amara], freedSeat: true };

describe('recording a place of the past', () => {
  const awarded = { startedOn: '2004-09-06', outcome: 'awarded', outcomeOn: '2005-09-15' } as const;
  const seat = { from: '2004-09-06', until: '2005-09-15' };
  const stated = { requestedOn: '2004-05-01', ...awarded };
  const whole = [
    ...bookOpened(),
    told(amara, { stated, seat }),
    ...confirmedOn('2004-05-01'),
    placeStarted({ ...of(amara), personId: amara }, '2004-09-06'),
    placeCompleted({ ...of(amara), personId: amara, awardedOn: '2005-09-15', freedSeat: true }, '2005-09-15'),
  ];

  it('records at once all it came to, each fact on its own day', () =>
    given()
      .when(record(amara, awarded))
      .then(...whole));

  it('is refused where it cannot have happened', () =>
    given()
      .when(record(amara, { ...awarded, requestedOn: '2004-09-07' }))
      .thenRefused('started-before-requested', 'startedOn'));

  it('compares the days of the cohort with those that were told, where they were kept', () => {
    given(...whole)
      .when(record(amara, { ...awarded, endsOn: '2005-07-01' }))
      .thenRefused('differs-from-recorded');
    const toldBefore = told(amara, { stated: { requestedOn: '2004-05-01', ...awarded }, seat });
    const { startsOn: _, endsOn: __, capacity: ___, ...stated } = toldBefore.data.stated;
    given(...bookOpened(), { ...toldBefore, data: { ...toldBefore.data, stated } })
      .when(record(amara, { ...awarded, endsOn: '2005-07-01' }))
      .thenNothing();
  });

  it('changes nothing when told again', () =>
    given(...whole)
      .when(record(amara, awarded))
      .thenNothing());

  it('is refused when told otherwise, naming the columns', () => {
    const { decision } = given(...whole).when(
      record(amara, { ...awarded, outcome: 'failed', level: 'middle' }),
    );
    expect(decision).toMatchObject({
      refused: 'differs-from-recorded',
      message: expect.stringContaining('another outcome, level.') as string,
    });
  });

  it('was not taken up where it never started', () =>
    given()
      .when(record(amara))
      .then(
        ...bookOpened(),
        told(amara, {}),
        ...confirmedOn('2004-05-01'),
        placeNotTakenUp(ended, '2004-09-06'),
      ));

  it('keeps what is known of the participant, and how it was paid for', () =>
    given()
      .when(record(amara, { startedOn: '2004-09-06', level: 'middle', funding: 'central' }))
      .then(
        ...bookOpened(),
        told(amara, {
          stated: { requestedOn: '2004-05-01', startedOn: '2004-09-06', level: 'middle', funding: 'central' },
          seat: { from: '2004-09-06' },
        }),
        placeRequested(
          { ...of(amara), programmeId, awardId, sponsorId: sponsor, personId: amara, level: 'middle' },
          '2004-05-01',
        ),
        ...confirmedOn('2004-05-01', amara, 1, 'central').slice(1, 3),
        placeConfirmed(
          { ...of(amara), awardId, sponsorId: sponsor, personId: amara, checks: [], level: 'middle' },
          '2004-05-01',
        ),
        placeStarted({ ...of(amara), personId: amara }, '2004-09-06'),
        participantFactsKept({ ...of(amara), asAt: 'start', level: 'middle' }, '2004-09-06'),
      ));

  it('was withdrawn on its day, with the class of its reason', () =>
    given()
      .when(record(amara, { startedOn: '2004-09-06', withdrawnOn: '2005-01-10', reasonClass: 'work' }))
      .then(
        ...bookOpened(),
        told(amara, {
          stated: {
            requestedOn: '2004-05-01',
            startedOn: '2004-09-06',
            withdrawnOn: '2005-01-10',
            reasonClass: 'work',
          },
          seat: { from: '2004-09-06', until: '2005-01-10' },
        }),
        ...confirmedOn('2004-05-01'),
        placeStarted({ ...of(amara), personId: amara }, '2004-09-06'),
        placeWithdrawn(
          { ...ended, reasonClass: 'work', notifiedOn: '2005-01-10', hadStarted: true },
          '2005-01-10',
        ),
      ));

  it('is a late joiner when requested after the start; what has no day ended with the cohort, flagged', () =>
    given()
      .when(record(amara, { requestedOn: '2004-09-20', startedOn: '2004-09-21', outcome: 'failed' }))
      .then(
        ...bookOpened('2004-09-06'),
        told(
          amara,
          {
            stated: { requestedOn: '2004-09-20', startedOn: '2004-09-21', outcome: 'failed' },
            flags: ['outcome-on-missing'],
            seat: { from: '2004-09-21', until: '2005-06-30' },
          },
          '2004-09-20',
        ),
        ...confirmedOn('2004-09-20'),
        placeStarted({ ...of(amara), personId: amara, late: true }, '2004-09-21'),
        placeFailed({ ...ended, outcome: 'failed' }, '2005-06-30'),
      ));

  const flagsOf = (person: string, said: Partial<RecordPastPlace>, ...before: readonly PlaceEvent[]) => {
    const { decision } = given(...before).when(record(person, said));
    const facts = decision as readonly { type: string; data: { flags?: readonly string[] } }[];
    return facts.find(({ type }) => type === 'PastPlaceRecorded')?.data.flags;
  };

  it('is flagged where the cohort had no seat left on the day, and what other streams found is kept with it', () => {
    expect(flagsOf(bo, { ...awarded, flags: ['already-holds-a-place'] }, ...whole)).toEqual([
      'cohort-full',
      'already-holds-a-place',
    ]);
    expect(flagsOf(bo, {}, ...whole)).toEqual([]);
    expect(flagsOf(bo, { ...awarded, capacity: 2 }, ...whole)).toEqual([]);
  });

  it('finds the seat of one who withdrew by then', () => {
    const gone = given().when(record(amara, { startedOn: '2004-09-06', withdrawnOn: '2004-09-10' }));
    const before = gone.decision as readonly PlaceEvent[];
    expect(flagsOf(bo, { startedOn: '2004-09-06' }, ...before)).toEqual(['cohort-full']);
    expect(flagsOf(bo, { startedOn: '2004-09-10' }, ...before)).toEqual([]);
  });

  it('is flagged on whichever day the seats were gone, in any order of the file', () => {
    const until = { withdrawnOn: '2005-01-10' };
    const early = { startedOn: '2004-09-06', ...until };
    const late = { startedOn: '2004-10-15', ...until };
    const recorded = (said: Partial<RecordPastPlace>) =>
      given().when(record(amara, said)).decision as readonly PlaceEvent[];
    expect(flagsOf(bo, late, ...recorded(early))).toEqual(['cohort-full']);
    expect(flagsOf(bo, early, ...recorded(late))).toEqual(['cohort-full']);
    expect(flagsOf(bo, { startedOn: '2004-09-06' }, ...recorded(late))).toEqual(['cohort-full']);
    expect(flagsOf(bo, { ...early, capacity: 2 }, ...recorded(late))).toEqual([]);
    expect(flagsOf(bo, { ...early, withdrawnOn: '2004-10-15' }, ...recorded(late))).toEqual([]);
  });

  it('counts those who sat there at once, not all who came and went', () => {
    const facts = [
      [amara, { startedOn: '2004-09-10', withdrawnOn: '2004-10-01' }],
      [bo, { startedOn: '2004-10-01', withdrawnOn: '2004-11-01' }],
    ] as const;
    const before = facts.reduce<readonly PlaceEvent[]>(
      (so, [person, said]) => [
        ...so,
        ...(given(...so).when(record(person, { capacity: 2, ...said })).decision as readonly PlaceEvent[]),
      ],
      [],
    );
    expect(flagsOf(chidi, { startedOn: '2004-09-06', capacity: 2 }, ...before)).toEqual([]);
    expect(flagsOf(chidi, { startedOn: '2004-09-06' }, ...before)).toEqual(['cohort-full']);
  });

  it('takes no seat where it failed before it started', () => {
    const { decision } = given().when(
      record(amara, { startedOn: '2004-09-20', outcome: 'failed', outcomeOn: '2004-09-10' }),
    );
    const before = decision as readonly PlaceEvent[];
    expect(flagsOf(bo, { startedOn: '2004-09-10' }, ...before)).toEqual([]);
    expect(flagsOf(bo, { startedOn: '2004-09-20' }, ...before)).toEqual([]);
    expect(flagsOf(bo, { ...awarded, startedOn: '2004-09-12', capacity: 1 }, ...before)).toEqual([]);
    const three = given(...before).when(record(bo, { ...awarded, startedOn: '2004-09-10' }));
    expect(
      flagsOf(chidi, { startedOn: '2004-09-15' }, ...before, ...(three.decision as readonly PlaceEvent[])),
    ).toEqual(['cohort-full']);
  });

  it('is flagged in the book of a cohort that ran in the product', () =>
    expect(flagsOf(amara, awarded, opened())).toEqual(['places-not-open']));

  it('leaves every request in one final state, and seats as they are', () => {
    const { state } = given(...whole);
    expect(state.places.get(placeOf(amara))).toMatchObject({ state: 'completed', personId: amara });
    expect({ held: state.held, closed: state.closed }).toEqual({ held: 0, closed: true });
  });
});
