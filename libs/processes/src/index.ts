import type { Context } from '#platform';
import { cohortFollowsItsProgramme } from './a-cohort-follows-its-programme.guard.js';
import { aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward } from './a-confirmed-candidacy-ends-the-persons-other-live-requests-for-that-award.js';
import { aGrantedCandidacySettlesThePlaceThatAsked } from './a-granted-candidacy-settles-the-place-that-asked.js';
import { aHolderOfTheAwardIsACandidateNoMore } from './a-holder-of-the-award-is-a-candidate-no-more.js';
import { aNamedPlaceClaimsThePersonsCandidacy } from './a-named-place-claims-the-persons-candidacy.js';
import { anAwardComesAfterItsPlace } from './an-award-comes-after-its-place.guard.js';
import { anAwardIsGrantedToWhoeverHoldsThePlace } from './an-award-is-granted-to-whoever-holds-the-place.guard.js';
import { anAwardIsHeldOnce } from './an-award-is-held-once.guard.js';
import { anOfferLapsesOnItsDay } from './an-offer-lapses-on-its-day.js';
import { aPersonKnowsThePlacesThatNameThem } from './a-person-knows-the-places-that-name-them.js';
import { whatAMergedRecordHeldIsTheKeptOnes } from './what-a-merged-record-held-is-the-kept-ones.js';
import { aPlaceCompletesWhenItsAwardIsGranted } from './a-place-completes-when-its-award-is-granted.js';
import { aPlaceKeepsWhereItsParticipantWorks } from './a-place-keeps-where-its-participant-works.js';
import { aSponsorIsKnownByAllItsRecords } from './a-sponsor-is-known-by-all-its-records.completion.js';
import { aSponsorWithTwoRecordsCountsOnce } from './a-sponsor-with-two-records-counts-once.js';
import { aPlaceOfHistoryIsTheirsOnTheDaysItStandsFor } from './a-place-of-history-is-theirs-on-the-days-it-stands-for.js';
import { aPlaceThatEndsReleasesItsCandidacy } from './a-place-that-ends-releases-its-candidacy.js';
import { aPlaceThatNeverStartedEndsWithItsCohort } from './a-place-that-never-started-ends-with-its-cohort.js';
import { aRefusalTellsWhichPlaceHoldsThePerson } from './a-refusal-tells-which-place-holds-the-person.completion.js';
import { aRequestStandsAgainThatWasRefusedForAPlaceItsPersonNeverHeld } from './a-request-stands-again-that-was-refused-for-a-place-its-person-never-held.js';
import { aRequestThatNamesAPersonIsNoted } from './a-request-that-names-a-person-is-noted.js';
import { aTransferNobodyAcceptsLeavesThePlaceWithoutSponsor } from './a-transfer-nobody-accepts-leaves-the-place-without-sponsor.js';
import { aWarnedPlaceIsReleasedWhenNobodyIsConfirmed } from './a-warned-place-is-released-when-nobody-is-confirmed.js';
import {
  aDeferralKnowsTheCohortsThatFollow,
  aParticipantReturnsToALaterCohort,
} from './a-participant-returns-to-a-later-cohort.guard.js';
import { deferralProcesses } from './deferral.processes.js';
import { enrolmentClosesAfterItsLastDay } from './enrolment-closes-after-its-last-day.js';
import {
  aCarriedRequestCountsForItsSponsorsSector,
  aRequestCountsForItsSponsorsSector,
} from './a-request-counts-for-its-sponsors-sector.completion.js';
import { aRequestIsCarriedToALaterCohortOfItsProgramme } from './a-request-is-carried-to-a-later-cohort-of-its-programme.guard.js';
import { orderProcesses } from './order.processes.js';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { placesAreCancelledWithTheirCohort } from './places-are-cancelled-with-their-cohort.js';
import { placesOpenWhenEnrolmentOpens } from './places-open-when-enrolment-opens.js';
import { requestsCloseWhenEnrolmentCloses } from './requests-close-when-enrolment-closes.js';
import { theBookTakesACorrectedPrice } from './the-book-takes-a-corrected-price.js';
import { theBookMovesWhenItsCohortMoves } from './the-book-moves-when-its-cohort-moves.js';
import { theBookFollowsTheCohortsCapacity } from './the-book-follows-the-cohorts-capacity.js';
import { unnamedPlacesAreWarnedAfterTheirNamingDate } from './unnamed-places-are-warned-after-their-naming-date.js';
import { waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate } from './waiting-requests-end-as-not-placed-after-the-last-joining-date.js';
import { whoeverWasGrantedTheAwardHeldItsPlace } from './whoever-was-granted-the-award-held-its-place.js';

/** What happens in one module because of another, and what one asks another before it decides: one sentence each. */
export const processesContext: Context = {
  name: 'processes',
  processes: [
    placesOpenWhenEnrolmentOpens,
    enrolmentClosesAfterItsLastDay,
    requestsCloseWhenEnrolmentCloses,
    theBookFollowsTheCohortsCapacity,
    theBookMovesWhenItsCohortMoves,
    theBookTakesACorrectedPrice,
    placesAreCancelledWithTheirCohort,
    offerNextInLineWhenAPlaceComesFree,
    anOfferLapsesOnItsDay,
    waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate,
    unnamedPlacesAreWarnedAfterTheirNamingDate,
    aWarnedPlaceIsReleasedWhenNobodyIsConfirmed,
    aTransferNobodyAcceptsLeavesThePlaceWithoutSponsor,
    aRequestThatNamesAPersonIsNoted,
    aNamedPlaceClaimsThePersonsCandidacy,
    aGrantedCandidacySettlesThePlaceThatAsked,
    aPlaceThatEndsReleasesItsCandidacy,
    aPlaceOfHistoryIsTheirsOnTheDaysItStandsFor,
    aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward,
    aRequestStandsAgainThatWasRefusedForAPlaceItsPersonNeverHeld,
    aPlaceCompletesWhenItsAwardIsGranted,
    aHolderOfTheAwardIsACandidateNoMore,
    whoeverWasGrantedTheAwardHeldItsPlace,
    aPersonKnowsThePlacesThatNameThem,
    aPlaceKeepsWhereItsParticipantWorks,
    whatAMergedRecordHeldIsTheKeptOnes,
    aPlaceThatNeverStartedEndsWithItsCohort,
    aSponsorWithTwoRecordsCountsOnce,
    ...orderProcesses,
    ...deferralProcesses,
  ],
  guards: [
    ...cohortFollowsItsProgramme,
    anAwardIsGrantedToWhoeverHoldsThePlace,
    anAwardIsHeldOnce,
    ...anAwardComesAfterItsPlace,
    ...aParticipantReturnsToALaterCohort,
    aRequestIsCarriedToALaterCohortOfItsProgramme,
  ],
  completions: [
    ...aSponsorIsKnownByAllItsRecords,
    ...aRequestCountsForItsSponsorsSector,
    aCarriedRequestCountsForItsSponsorsSector,
    ...aDeferralKnowsTheCohortsThatFollow,
    aRefusalTellsWhichPlaceHoldsThePerson,
  ],
};
