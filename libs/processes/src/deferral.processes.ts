import { aDeferralHearsWhatBecameOfItsReturn } from './a-deferral-hears-what-became-of-its-return.js';
import { aDeferralLastsUntilTheSecondNextCohortEnds } from './a-deferral-lasts-until-the-second-next-cohort-ends.js';
import { aDeferredPlaceIsExpectedWhereItReturns } from './a-deferred-place-is-expected-where-it-returns.js';
import { aLateCohortOfReturnExtendsTheDeferral } from './a-late-cohort-of-return-extends-the-deferral.js';
import { deferralsAreRemindedOfTheirLimit } from './deferrals-are-reminded-of-their-limit.js';
import { returnsEndWithACohortThatNeverOpened } from './returns-end-with-a-cohort-that-never-opened.js';
import { theCohortsOfAProgrammeFollowOneAnother } from './the-cohorts-of-a-programme-follow-one-another.js';
import { whatIsCorrectedOfAPlaceHoldsWhereItsParticipantGoesOn } from './what-is-corrected-of-a-place-holds-where-its-participant-goes-on.js';
import { whoeverAnswersForADeferredPlaceDoesWhereItReturns } from './whoever-answers-for-a-deferred-place-does-where-it-returns.js';

/** What a deferral needs of other books and of the cohorts that follow. */
export const deferralProcesses = [
  theCohortsOfAProgrammeFollowOneAnother,
  aDeferralLastsUntilTheSecondNextCohortEnds,
  aDeferredPlaceIsExpectedWhereItReturns,
  aDeferralHearsWhatBecameOfItsReturn,
  aLateCohortOfReturnExtendsTheDeferral,
  returnsEndWithACohortThatNeverOpened,
  deferralsAreRemindedOfTheirLimit,
  whatIsCorrectedOfAPlaceHoldsWhereItsParticipantGoesOn,
  whoeverAnswersForADeferredPlaceDoesWhereItReturns,
] as const;
