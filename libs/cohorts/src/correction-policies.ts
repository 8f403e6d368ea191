import { isDeepStrictEqual } from 'node:util';
import { type Refusal, refuse } from '#kernel';
import type { Cohort } from './cohort.js';
import type { CohortSetup } from './cohort-setup.js';
import { brokenIn } from './cohort-story.js';
import { brokenPolicy } from './plan-policies.js';
import { PLAN_REFUSALS, type PlanRefusal } from './plan-refusals.js';

/** Why a correction that names the right fact may still be refused. */
export const CORRECTION_REFUSALS = [
  'facts-rest-on-it',
  'book-decides-by-it',
  'places-cancelled',
  ...PLAN_REFUSALS,
] as const;
type CorrectionRefusal = (typeof CORRECTION_REFUSALS)[number];

/** One thing a correction keeps to: the refusal where the cohort as it would be does not. */
type Policy = (was: Cohort, is: Cohort) => Refusal<CorrectionRefusal> | undefined;

/** What was so before, as it may be of past cohorts, is not this correction's doing. */
const planStaysSound: Policy = (was, is) => {
  const broken: Refusal<PlanRefusal> | undefined = is.setup && brokenPolicy(is.setup);
  const before = was.setup && brokenPolicy(was.setup);
  return broken && broken.refused !== before?.refused ? broken : undefined;
};

const storyHoldsTogether: Policy = (was, is) => {
  const before = brokenIn(was.facts.kept);
  const broken = brokenIn(is.facts.kept).find(
    ({ fact, why }) => !before.some((other) => other.fact.id === fact.id && other.why === why),
  );
  return (
    broken && refuse('facts-rest-on-it', `As it stands, ${broken.sentence}. Correct that first.`, 'factId')
  );
};

/** What sponsors ask and accept by, beside the number of places. */
export const ASKED_BY = [
  'pricePence',
  'fundingModel',
  'fundingShares',
  'instalmentPlan',
  'refundBands',
  'offerWorkingDays',
  'namingDays',
  'deferralLimitMonths',
  'orderRule',
  'windowClosesOn',
  'sectorShares',
  'checks',
  'maxPerSponsor',
  'splitAnswerDays',
  'splitAnswerDaysBeforeStart',
] as const satisfies readonly (keyof CohortSetup)[];

/** What the place book was opened with, and sponsors asked and accepted by. */
const BOOK_FIELDS = ['capacity', ...ASKED_BY] as const;

const INSTEAD: Partial<Record<(typeof BOOK_FIELDS)[number], string>> = {
  capacity: 'raise or lower the capacity',
  pricePence: 'correct the price by itself, which is possible while nobody has accepted it',
};

const bookKeepsItsRules: Policy = (was, is) => {
  if (!was.placesOpened) return undefined;
  const field = BOOK_FIELDS.find((name) => !isDeepStrictEqual(was.setup?.[name], is.setup?.[name]));
  return (
    field &&
    refuse(
      'book-decides-by-it',
      `Sponsors have asked for places by it since enrolment opened: ${INSTEAD[field] ?? 'it stays as it was announced'}.`,
      field,
    )
  );
};

/** The places ended one by one and their sponsors were told: no correction brings them back. */
const cancelledPlacesStayCancelled: Policy = (was, is) =>
  was.stage === 'cancelled' && was.placesOpened && (is.stage !== 'cancelled' || is.since !== was.since)
    ? refuse(
        'places-cancelled',
        'Its places ended with it: plan another cohort with its set-up and let sponsors ask again.',
        'factId',
      )
    : undefined;

/** What every correction of a cohort keeps to, in the order it is told. */
const correctionPolicies: readonly Policy[] = [
  cancelledPlacesStayCancelled,
  bookKeepsItsRules,
  storyHoldsTogether,
  planStaysSound,
];

/** The first policy the cohort as it would be breaks, if any. */
export const brokenCorrection = (was: Cohort, is: Cohort): Refusal<CorrectionRefusal> | undefined => {
  for (const policy of correctionPolicies) {
    const refusal = policy(was, is);
    if (refusal) return refusal;
  }
  return undefined;
};
