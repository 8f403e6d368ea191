import { type BusinessDate, foldedFacts, inWords, type KeptFact, laterOf } from '#kernel';
import { type Cohort, noCohort, type Stage } from './cohort.js';
import { cohortSteps } from './cohort.steps.js';

/** Where a story does not hold together: the fact that cannot have happened as it stands, and why. */
export interface Broken {
  readonly fact: KeptFact;
  readonly why: 'nothing-before-it' | 'too-early';
  /** In words, for a refusal. */
  readonly sentence: string;
}

const DECIDED: readonly Stage[] = ['recommended'];
const BEFORE_COMPLETION: readonly Stage[] = [
  'planned',
  'recommended',
  'approved_with_conditions',
  'approved',
  'returned',
  'not_approved',
  'enrolling',
  'enrolment_closed',
  'running',
];

/** Where a cohort stands before each of its steps. */
const FOLLOWS: Readonly<Record<string, readonly Stage[]>> = {
  CohortRecommended: ['planned', 'returned'],
  CohortApproved: DECIDED,
  CohortReturned: DECIDED,
  CohortNotApproved: DECIDED,
  ConditionsMet: ['approved_with_conditions'],
  EnrolmentOpened: ['approved', 'planned'],
  EnrolmentClosed: ['enrolling'],
  CohortStarted: ['enrolment_closed'],
  CohortCompleted: ['running'],
  CohortCancelled: BEFORE_COMPLETION,
};

/** The first day a step can be of, by what stands before it. A plan may be entered late, and so may a closing. */
const NOT_BEFORE: Readonly<Record<string, (before: Cohort) => BusinessDate>> = {
  CohortRecommended: ({ stage, since }) => (stage === 'returned' ? since : ''),
  CohortApproved: ({ since }) => since,
  CohortReturned: ({ since }) => since,
  CohortNotApproved: ({ since }) => since,
  ConditionsMet: ({ since }) => since,
  EnrolmentOpened: ({ stage, since, setup }) =>
    laterOf(stage === 'planned' ? '' : since, setup?.enrolmentOpensOn ?? ''),
  EnrolmentClosed: ({ since }) => since,
  CohortStarted: ({ setup }) => setup?.startsOn ?? '',
  CohortCompleted: ({ since, setup }) => laterOf(since, setup?.endsOn ?? ''),
  PlanAmended: ({ changedOn }) => changedOn,
  CohortPostponed: ({ changedOn }) => changedOn,
  ModuleRescheduled: ({ changedOn }) => changedOn,
  CapacityRaised: ({ changedOn }) => changedOn,
  CapacityLowered: ({ changedOn }) => changedOn,
};

/** `CohortApproved` as people say it. */
const IN_WORDS: Readonly<Record<string, string>> = {
  CohortRecommended: 'the recommendation',
  CohortApproved: 'the approval',
  CohortReturned: 'the return of the plan',
  CohortNotApproved: 'the refusal of approval',
  ConditionsMet: 'the conditions that were met',
  EnrolmentOpened: 'the opening of enrolment',
  EnrolmentClosed: 'the closing of enrolment',
  CohortStarted: 'the start',
  CohortCompleted: 'the completion',
  CohortCancelled: 'the cancellation',
  PlanAmended: 'an amendment of the plan',
  CohortPostponed: 'a postponement',
  ModuleRescheduled: 'a module that was moved',
  CapacityRaised: 'a raised capacity',
  CapacityLowered: 'a lowered capacity',
};

/** Everything that cannot have happened as it stands, one fact after the other as they were recorded. */
export const brokenIn = (facts: Iterable<KeptFact>): readonly Broken[] => {
  const broken: Broken[] = [];
  let cohort: Cohort = noCohort;
  for (const fact of facts) {
    if (fact.struck) continue;
    const here = brokenAt(fact, cohort);
    if (here) broken.push(here);
    cohort = foldedFacts([fact], cohortSteps, cohort);
  }
  return broken;
};

const brokenAt = (fact: KeptFact, before: Cohort): Broken | undefined => {
  const what = `${IN_WORDS[fact.type] ?? fact.type} of ${inWords(fact.on)}`;
  const stages = FOLLOWS[fact.type];
  if (stages && !stages.includes(before.stage))
    return { fact, why: 'nothing-before-it', sentence: `${what} would rest on nothing` };
  const day = NOT_BEFORE[fact.type]?.(before) ?? '';
  if (fact.on < day)
    return { fact, why: 'too-early', sentence: `${what} would lie before ${inWords(day)}, which it follows` };
  return undefined;
};
