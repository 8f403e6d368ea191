import { commandOf, derivedId } from '#kernel';
import { awardCorrected, awardGranted, type GraduationEvent } from '#graduations/events';
import { graduations } from '#graduations';
import {
  candidacies,
  candidacyId,
  ClaimCandidacy,
  CompletePlace,
  NoteInterest,
  RefuseRequest,
  SettleClaim,
} from '#places';
import {
  acceptanceAsked,
  candidacyClaimed,
  confirmationAsked,
  interestNoted,
  offerLapsed,
  placeAccepted,
  placeCancelled,
  placeConfirmed,
  placeDeclined,
  placeFailed,
  placeNotPlaced,
  placeNotTakenUp,
  placeRequested,
  placeStarted,
  placeWithdrawn,
  requestRefused,
  requestWithdrawn,
  strikingRefused,
} from '#places/events';
import { happened, specification } from '#kernel/specification';
import { aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward } from './a-confirmed-candidacy-ends-the-persons-other-live-requests-for-that-award.js';
import { aGrantedCandidacySettlesThePlaceThatAsked } from './a-granted-candidacy-settles-the-place-that-asked.js';
import { aHolderOfTheAwardIsACandidateNoMore } from './a-holder-of-the-award-is-a-candidate-no-more.js';
import { aNamedPlaceClaimsThePersonsCandidacy } from './a-named-place-claims-the-persons-candidacy.js';
import { aPlaceCompletesWhenItsAwardIsGranted } from './a-place-completes-when-its-award-is-granted.js';
import { aPlaceThatEndsReleasesItsCandidacy } from './a-place-that-ends-releases-its-candidacy.js';
import { aRequestThatNamesAPersonIsNoted } from './a-request-that-names-a-person-is-noted.js';
import { answerBy, sentBy } from './simulation.js';

const cohortId = derivedId('autumn cohort');
const placeId = derivedId('place of amara');
const personId = derivedId('amara');
const bo = derivedId('bo');
const awardId = derivedId('certificate');
const sponsorId = derivedId('a council');
const ofPlace = { cohortId, placeId, awardId };
const claim = { ...ofPlace, personId };
const askedIn = derivedId('an answer');
/** The day of what is told: whoever tells it later does not make that another. */
const then = { effectiveOn: '2026-08-28' };
const agreed = { lineManagerId: bo, privacyNoticeVersion: '1', checks: [] };
const price = {
  pricePence: 300_000,
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
};

describe('a place that names a person', () => {
  it('claims their candidacy, as of the day it named them', async () => {
    for (const asked of [acceptanceAsked(claim), confirmationAsked({ ...claim, ...agreed })])
      expect(await sentBy(aNamedPlaceClaimsThePersonsCandidacy, { ...asked, ...then })).toEqual([
        { sends: 'ClaimCandidacy', ...claim, askedIn: happened(asked).id, ...then },
      ]);
  });

  it('is told when the person is not free, and why in a code', () => {
    for (const code of ['already-holds-a-place', 'holds-the-award'])
      expect(
        answerBy(
          aNamedPlaceClaimsThePersonsCandidacy,
          commandOf(ClaimCandidacy, { ...claim, askedIn }),
          code,
        ),
      ).toEqual({ sends: 'SettleClaim', ...claim, askedIn, refusedAs: code });
  });

  it('is told when the claim is granted', async () =>
    expect(
      await sentBy(aGrantedCandidacySettlesThePlaceThatAsked, candidacyClaimed({ ...claim, askedIn })),
    ).toEqual([{ sends: 'SettleClaim', ...claim, askedIn }]));

  it('gives that claim back when it does not wait for it any more', () =>
    expect(
      answerBy(
        aGrantedCandidacySettlesThePlaceThatAsked,
        commandOf(SettleClaim, { ...claim, askedIn }),
        'not-asked',
      ),
    ).toEqual({ sends: 'ReleaseCandidacy', ...claim, askedIn }));
});

describe('a place that ends', () => {
  const end = { ...ofPlace, personIds: [personId, bo], freedSeat: true };
  it.each([
    placeDeclined(end),
    offerLapsed({ ...end, until: '2026-08-31' }),
    requestWithdrawn({ ...end, reasonClass: 'work' }),
    requestRefused({ ...end, code: 'outside-the-target-group' }),
    placeWithdrawn({ ...end, reasonClass: 'work', notifiedOn: '2026-09-01', hadStarted: false }),
    placeNotTakenUp(end),
    placeNotPlaced(end),
    placeCancelled(end),
    placeFailed({ ...end, outcome: 'failed' }),
  ])('releases everyone it held or named, as of that day: $type', async (ended) =>
    expect(await sentBy(aPlaceThatEndsReleasesItsCandidacy, { ...ended, ...then })).toEqual([
      { sends: 'ReleaseCandidacy', ...claim, ...then },
      { sends: 'ReleaseCandidacy', ...claim, personId: bo, ...then },
    ]),
  );

  it('and one that names another person releases the first', async () => {
    const process = aPlaceThatEndsReleasesItsCandidacy;
    const confirmed = { ...ofPlace, sponsorId, personId: bo, ...agreed };
    const { effectiveOn } = then;
    expect(
      await sentBy(process, placeConfirmed({ ...confirmed, insteadOf: { personId, askedIn } }, effectiveOn)),
    ).toEqual([
      { sends: 'DropInterest', ...claim, ...then },
      { sends: 'ReleaseCandidacy', ...claim, askedIn, ...then },
    ]);
    expect(
      await sentBy(
        process,
        placeAccepted(
          { ...ofPlace, sponsorId, ...price, personId: bo, insteadOf: { personId } },
          effectiveOn,
        ),
      ),
    ).toEqual([{ sends: 'DropInterest', ...claim, ...then }]);
    expect(await sentBy(process, placeConfirmed(confirmed))).toEqual([]);
  });

  it('and one whose fact could not be struck after all gives back what was claimed for that', async () => {
    const refused = { ...claim, code: 'cohort-cancelled' as const };
    expect(
      await sentBy(aPlaceThatEndsReleasesItsCandidacy, {
        ...strikingRefused({ ...refused, claimedIn: askedIn }),
        ...then,
      }),
    ).toEqual([
      { sends: 'DropInterest', ...claim, ...then },
      { sends: 'ReleaseCandidacy', ...claim, askedIn, ...then },
    ]);
    expect(
      await sentBy(
        aPlaceThatEndsReleasesItsCandidacy,
        strikingRefused({ ...claim, code: 'already-holds-a-place' }),
      ),
    ).toEqual([]);
  });
});

describe('requests that propose a person', () => {
  const requested = { ...ofPlace, programmeId: derivedId('leading to deliver'), sponsorId };
  it('are noted, and refused when the person is no candidate any more', async () => {
    const process = aRequestThatNamesAPersonIsNoted;
    expect(await sentBy(process, placeRequested({ ...requested, personId }))).toEqual([
      { sends: 'NoteInterest', ...claim },
    ]);
    expect(await sentBy(process, placeRequested(requested))).toEqual([]);
    expect(answerBy(process, commandOf(NoteInterest, claim), 'holds-the-award')).toEqual({
      sends: 'RefuseRequest',
      cohortId,
      placeId,
      personId,
      code: 'holds-the-award',
    });
  });

  it('stand when the person was given back meanwhile, or is of a place elsewhere', async () => {
    const process = aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward;
    const noted = [interestNoted({ ...claim, placeId: bo }), interestNoted(claim)];
    const elsewhere = candidacyClaimed({ ...claim, cohortId: bo, askedIn });
    for (const facts of [noted, [...noted, elsewhere]]) {
      const { state } = specification(candidacies)(...facts);
      expect(await sentBy(process, placeAccepted({ ...claim, sponsorId, ...price }), () => state)).toEqual(
        [],
      );
    }
  });

  it('end when another place is theirs', async () => {
    const process = aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward;
    const other = { cohortId: derivedId('spring cohort'), placeId: derivedId('another place of amara') };
    const namesake = { ...other, placeId };
    const { state } = specification(candidacies)(
      interestNoted(claim),
      interestNoted({ ...claim, ...other }),
      interestNoted({ ...claim, ...namesake }),
      candidacyClaimed({ ...claim, askedIn }),
    );
    const stateOf = (_: unknown, id: string) => {
      expect(id).toBe(candidacyId(claim));
      return state;
    };
    const refusals = [namesake, other].map((of) => ({
      sends: 'RefuseRequest',
      ...of,
      personId,
      code: 'already-holds-a-place',
      heldBy: { cohortId, placeId },
    }));
    const confirmed = placeConfirmed({ ...claim, sponsorId, ...agreed });
    expect(await sentBy(process, confirmed, stateOf)).toEqual(refusals);
    expect(await sentBy(process, placeAccepted({ ...claim, sponsorId, ...price }), stateOf)).toEqual(
      refusals,
    );
    expect(await sentBy(process, placeAccepted({ ...ofPlace, sponsorId, ...price }))).toEqual([]);
    expect(
      answerBy(
        process,
        commandOf(RefuseRequest, { ...other, code: 'already-holds-a-place' }),
        'request-not-open',
      ),
    ).toBe('ends');
  });
});

describe('an award', () => {
  const award = { placeId, cohortId, personId, awardId };
  const granted = awardGranted({ ...award, minute: '1' }, '2026-08-20');
  const correction = { ...award, reason: 'recorded_in_error', minute: '2', corrects: askedIn } as const;
  const revoked = awardCorrected({ ...correction, granted: false }, '2026-08-28');
  const moved = awardCorrected({ ...correction, granted: true, grantedOn: '2026-08-19' }, '2026-08-28');

  it("completes its place on the board's day, and undoes or moves that when corrected", async () => {
    const process = aPlaceCompletesWhenItsAwardIsGranted;
    const completes = (awardedOn: string) => [
      { sends: 'CompletePlace', cohortId, placeId, personId, awardedOn, effectiveOn: awardedOn },
    ];
    expect(await sentBy(process, granted)).toEqual(completes('2026-08-20'));
    expect(await sentBy(process, moved)).toEqual(completes('2026-08-19'));
    expect(await sentBy(process, revoked)).toEqual([
      { sends: 'UndoCompletion', cohortId, placeId, effectiveOn: '2026-08-28' },
    ]);
  });

  it('completes a place whose start was recorded after it, and no other', async () => {
    const process = aPlaceCompletesWhenItsAwardIsGranted;
    const started = (changes: object = {}) => placeStarted({ cohortId, placeId, personId, ...changes });
    const under = (...facts: readonly GraduationEvent[]) => {
      const { state } = specification(graduations)(...facts);
      return () => state;
    };
    const completes = [
      {
        sends: 'CompletePlace',
        cohortId,
        placeId,
        personId,
        awardedOn: '2026-08-20',
        effectiveOn: '2026-08-20',
      },
    ];
    expect(await sentBy(process, started(), under(granted))).toEqual(completes);
    expect(await sentBy(process, started(), under())).toEqual([]);
    expect(await sentBy(process, started(), under(granted, revoked))).toEqual([]);
    expect(await sentBy(process, started({ personId: bo }), under(granted))).toEqual([]);
    expect(await sentBy(process, started({ cohortId: bo }), under(granted))).toEqual([]);
    const complete = commandOf(CompletePlace, { cohortId, placeId, personId, awardedOn: '2026-08-20' });
    expect(answerBy(process, complete, 'place-not-started')).toBe('ends');
  });

  it('counts against a further candidacy, until it is corrected', async () => {
    const process = aHolderOfTheAwardIsACandidateNoMore;
    const holds = (grantedOn: string) => [
      { sends: 'RecordAwardHeld', ...award, grantedOn, effectiveOn: grantedOn },
    ];
    expect(await sentBy(process, granted)).toEqual(holds('2026-08-20'));
    expect(await sentBy(process, moved)).toEqual(holds('2026-08-19'));
    expect(await sentBy(process, revoked)).toEqual([
      { sends: 'RecordAwardNoLongerHeld', ...award, effectiveOn: '2026-08-28' },
    ]);
  });
});
