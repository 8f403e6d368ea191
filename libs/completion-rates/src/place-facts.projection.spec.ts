import {
  participantFactsKept,
  placeAccepted,
  placeCompleted,
  placeCompletionUndone,
  placeConfirmed,
  type PlaceEvent,
  placeFailed,
  placeNotTakenUp,
  placeOffered,
  placeRequested,
  placeReturnedTo,
  placeStarted,
  placeWaitlisted,
  placeWithdrawn,
  returnAwaited,
} from '#places/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { placeFacts } from './place-facts.projection.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const placeId = '22222222-2222-4222-8222-222222222222';
const sponsorId = '33333333-3333-4333-8333-333333333333';
const amara = '44444444-4444-4444-8444-444444444444';
const bo = '55555555-5555-4555-8555-555555555555';
const council = '66666666-6666-4666-8666-666666666666';
const programmeId = '77777777-7777-4777-8777-777777777777';
const awardId = '88888888-8888-4888-8888-888888888888';
const place = { cohortId, placeId };
const ended = { ...place, awardId, personIds: [amara], freedSeat: true };
const terms = { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] };

const asked = (
  stated: { homeOrganisationId?: string; level?: 'middle' | 'senior' } = {},
  personId?: string,
) =>
  placeRequested(
    { ...place, programmeId, awardId, sponsorId, ...(personId ? { personId } : {}), ...stated },
    '2026-03-02',
  );
const accepted = (personId?: string) =>
  placeAccepted(
    { ...place, awardId, sponsorId, pricePence: 300_000, terms, ...(personId ? { personId } : {}) },
    '2026-04-01',
  );
const confirmed = (
  personId: string,
  stated: { homeOrganisationId?: string; level?: 'middle' | 'senior' } = {},
) =>
  placeConfirmed(
    {
      ...place,
      awardId,
      sponsorId,
      personId,
      lineManagerId: bo,
      privacyNoticeVersion: '2026-1',
      checks: [],
      ...stated,
    },
    '2026-05-01',
  );
const started = placeStarted({ ...place, personId: amara }, '2026-09-14');

const row = (...facts: readonly PlaceEvent[]) => rowsOf(placeFacts, recorded(facts)).get(placeId);

const startedAs = (...facts: readonly PlaceEvent[]) => row(...facts)?.startedOn;

describe('the facts of a place', () => {
  it('are dated by the day each happened', () =>
    expect(
      row(
        asked(),
        placeWaitlisted({ ...place, turn: 1, ahead: 0, held: 9, capacity: 9 }, '2026-03-02'),
        placeOffered({ ...place, until: '2026-04-10', behind: 0, held: 9, capacity: 9 }, '2026-03-20'),
        accepted(amara),
        confirmed(amara),
        started,
      ),
    ).toMatchObject({
      cohortId,
      sponsorId,
      personId: amara,
      requestedOn: '2026-03-02',
      waitlistedOn: '2026-03-02',
      offeredOn: '2026-03-20',
      acceptedOn: '2026-04-01',
      confirmedOn: '2026-05-01',
      startedOn: '2026-09-14',
      withdrawnOn: null,
    }));

  it('are not touched by a place of another cohort that goes by the same id', () => {
    const other = { cohortId: programmeId, placeId };
    const namesake = [
      placeRequested({ ...other, programmeId, awardId, sponsorId: bo }, '2026-03-04'),
      placeNotTakenUp({ ...ended, ...other }, '2026-09-14'),
    ];
    expect(row(asked(), ...namesake, accepted(amara))).toEqual(row(asked(), accepted(amara)));
  });

  it('keep the start of a place withdrawn after it', () =>
    expect(
      row(
        asked(),
        started,
        placeWithdrawn(
          { ...ended, reasonClass: 'work', notifiedOn: '2026-11-01', hadStarted: true },
          '2026-11-02',
        ),
      ),
    ).toMatchObject({ startedOn: '2026-09-14', withdrawnOn: '2026-11-02', withdrawnAs: 'work' }));

  it('take back the start of a place withdrawn, as it turned out, before it', () =>
    expect(
      startedAs(
        asked(),
        started,
        placeWithdrawn(
          { ...ended, reasonClass: 'work', notifiedOn: '2026-09-20', hadStarted: false },
          '2026-09-01',
        ),
      ),
    ).toBeNull());

  it('know nothing of a start for a place not taken up', () =>
    expect(startedAs(asked(), accepted(), started, placeNotTakenUp(ended, '2026-09-14'))).toBeNull());

  it('follow the latest statement about the award', () => {
    const completed = (awardedOn: string) =>
      placeCompleted({ ...place, personId: amara, awardedOn, freedSeat: true }, awardedOn);
    const undone = placeCompletionUndone(
      { ...place, personId: amara, backTo: 'awaiting_award' },
      '2027-09-01',
    );

    expect(row(asked(), started, completed('2027-06-30'))).toMatchObject({ awardedOn: '2027-06-30' });
    expect(row(asked(), started, completed('2027-06-30'), completed('2027-06-29'))).toMatchObject({
      awardedOn: '2027-06-29',
    });
    expect(row(asked(), started, completed('2027-06-30'), undone)).toMatchObject({
      awardedOn: null,
      failedOn: null,
    });
  });

  it('remember a failure under an award that was corrected away', () =>
    expect(
      row(
        asked(),
        started,
        placeFailed({ ...ended, outcome: 'failed' }, '2027-05-01'),
        placeCompleted(
          { ...place, personId: amara, awardedOn: '2027-06-30', freedSeat: false },
          '2027-06-30',
        ),
        placeCompletionUndone({ ...place, personId: amara, backTo: 'failed' }, '2027-09-01'),
      ),
    ).toMatchObject({ awardedOn: null, failedOn: '2027-05-01' }));

  it('tell what was stated as at the request from what was as at the start', () =>
    expect(
      row(
        asked({ level: 'middle' }),
        participantFactsKept({ ...place, asAt: 'request', homeOrganisationId: council, level: 'middle' }),
        started,
        participantFactsKept({ ...place, asAt: 'start', homeOrganisationId: sponsorId, level: 'senior' }),
      ),
    ).toMatchObject({
      asAtRequest: { homeOrganisationId: council, level: 'middle' },
      asAtStart: { homeOrganisationId: sponsorId, level: 'senior' },
    }));

  it('are as the latest statement has them, which carries the whole', () =>
    expect(
      row(
        asked({ level: 'middle' }),
        participantFactsKept({ ...place, asAt: 'request', homeOrganisationId: council }),
      )?.asAtRequest,
    ).toEqual({ homeOrganisationId: council }));

  it('drop what was stated of a person when another is named instead', () => {
    expect(
      row(asked({ level: 'middle' }, amara), confirmed(bo, { homeOrganisationId: council })),
    ).toMatchObject({ personId: bo, asAtRequest: { homeOrganisationId: council } });
    expect(row(asked({ level: 'middle' }, amara), accepted(bo))?.asAtRequest).toEqual({});
    expect(row(asked({ level: 'middle' }, amara), confirmed(amara, { level: 'senior' }))).toMatchObject({
      asAtRequest: { level: 'middle' },
    });
  });
});

describe('a place of return that no sponsor answers for', () => {
  const returner = {
    ...place,
    ...{ awardId, sponsorId, personId: amara, modulesPassed: [] },
    returnOf: { cohortId: council, placeId: bo },
  };
  const withoutSponsor = { notifiedOn: '2026-12-07' };
  const seat = { pricePence: 300_000, terms, held: 1, capacity: 1 };
  const transfersOf = (...facts: readonly PlaceEvent[]) =>
    rowsOf(placeFacts, recorded([asked(), ...facts])).get(placeId)?.transfers;

  it('counts for none, whether it has a seat or waits for one', () => {
    for (const answered of [{ selfFunded: true as const }, { withoutSponsor }])
      for (const arrived of [
        placeReturnedTo({ ...returner, ...seat, ...answered }, '2026-12-07'),
        returnAwaited({ ...returner, ...answered, turn: 1 }, '2026-12-07'),
      ])
        expect(transfersOf(arrived)).toEqual([{ on: '2026-12-07', value: null }]);
    expect(transfersOf(placeReturnedTo({ ...returner, ...seat }, '2026-12-07'))).toEqual([]);
  });
});
