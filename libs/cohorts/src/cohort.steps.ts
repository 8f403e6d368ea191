import {
  type BusinessDate,
  correctable,
  type Evolve,
  type Happened,
  laterOf,
  stated,
  undated,
  withTogether,
} from '#kernel';
import { type Cohort, noCohort, type Stage } from './cohort.js';
import { wholeSetup } from './whole-setup.js';
import type { CohortSetup } from './cohort-setup.js';
import {
  type CohortEvent,
  type CohortFact,
  cohortCorrections,
  type CohortMoved,
  type ModuleMoved,
} from './events.js';
import type { Interest } from './interest.js';

/** A set-up whose cohort was postponed. */
export const postponed = <S extends CohortSetup>(setup: S, moved: CohortMoved): S => ({
  ...setup,
  startsOn: moved.startsOn,
  endsOn: moved.endsOn,
  lastJoiningDate: moved.lastJoiningDate,
  enrolmentClosesOn: moved.enrolmentClosesOn ?? setup.enrolmentClosesOn,
  modules: moved.modules,
});

/** A set-up one of whose modules moved. */
export const rescheduled = <S extends CohortSetup>(setup: S, moved: ModuleMoved): S => ({
  ...setup,
  endsOn: moved.cohortEndsOn ?? setup.endsOn,
  modules: setup.modules.map((module) =>
    module.moduleId === moved.moduleId
      ? { ...module, startsOn: moved.startsOn, endsOn: moved.endsOn, venue: moved.venue }
      : module,
  ),
});

/** A set-up as enrolment opened with it: its last days may differ from the plan. */
export const openedWith = <S extends CohortSetup>(
  setup: S,
  { enrolmentClosesOn, windowClosesOn }: Pick<CohortSetup, 'enrolmentClosesOn' | 'windowClosesOn'>,
): S => ({ ...setup, enrolmentClosesOn, ...(windowClosesOn === undefined ? {} : { windowClosesOn }) });

const standing = (cohort: Cohort, stage: Stage, since: BusinessDate): Cohort => ({ ...cohort, stage, since });

const decided = (
  cohort: Cohort,
  stage: Stage,
  { data, effectiveOn }: { data: { reference: string }; effectiveOn: BusinessDate },
): Cohort => ({ ...standing(cohort, stage, effectiveOn), decisionReference: data.reference });

const changed = (cohort: Cohort, on: BusinessDate, change: (setup: Setup) => Setup): Cohort => ({
  ...cohort,
  changedOn: laterOf(cohort.changedOn, on),
  ...(cohort.setup ? { setup: change(cohort.setup) } : {}),
});

type Setup = NonNullable<Cohort['setup']>;

const settled = ({ loweringTo: _, ...cohort }: Cohort): Cohort => cohort;

const interested = (cohort: Cohort, sponsorId: string, on: BusinessDate, interest: Interest | null) => ({
  ...cohort,
  interest: cohort.interest.update(sponsorId, undated<Interest | null>(), (said) =>
    stated(said, on, interest),
  ),
});

/** How a cohort remembers each of its facts, corrections apart. */
export const cohortSteps: Evolve<Cohort, CohortFact> = {
  CohortPlanned: (cohort, { data: { cohortId: _, copiedFrom: __, ...setup }, effectiveOn }) => ({
    ...standing(cohort, 'planned', effectiveOn),
    setup: wholeSetup(setup),
  }),
  PlanAmended: (cohort, { data: { cohortId: _, ...setup }, effectiveOn }) =>
    changed(cohort, effectiveOn, () => wholeSetup(setup)),
  CohortRecommended: (cohort, { effectiveOn }) => standing(cohort, 'recommended', effectiveOn),
  CohortApproved: (cohort, event) =>
    decided(cohort, event.data.conditions ? 'approved_with_conditions' : 'approved', event),
  ConditionsMet: (cohort, { effectiveOn }) => standing(cohort, 'approved', effectiveOn),
  CohortReturned: (cohort, event) => decided(cohort, 'returned', event),
  CohortNotApproved: (cohort, event) => decided(cohort, 'not_approved', event),
  EnrolmentOpened: (cohort, { data, effectiveOn }) => ({
    ...standing(cohort, 'enrolling', effectiveOn),
    ...(cohort.setup ? { setup: openedWith(cohort.setup, data) } : {}),
    placesOpened: true,
  }),
  EnrolmentClosed: (cohort, { effectiveOn }) => standing(cohort, 'enrolment_closed', effectiveOn),
  CohortStarted: (cohort, { effectiveOn }) => standing(cohort, 'running', effectiveOn),
  CohortCompleted: (cohort, { effectiveOn }) => standing(cohort, 'completed', effectiveOn),
  CohortCancelled: (cohort, { effectiveOn }) => standing(cohort, 'cancelled', effectiveOn),
  CohortPostponed: (cohort, { data, effectiveOn }) =>
    changed(cohort, effectiveOn, (setup) => postponed(setup, data)),
  ModuleRescheduled: (cohort, { data, effectiveOn }) =>
    changed(cohort, effectiveOn, (setup) => rescheduled(setup, data)),
  CapacityRaised: (cohort, { data: { capacity }, effectiveOn }) =>
    changed(cohort, effectiveOn, (setup) => ({ ...setup, capacity })),
  CapacityLoweringAsked: (cohort, { data }) => ({ ...cohort, loweringTo: data.capacity }),
  CapacityLowered: (cohort, { data: { capacity }, effectiveOn }) =>
    settled(changed(cohort, effectiveOn, (setup) => ({ ...setup, capacity }))),
  CapacityLoweringRefused: (cohort) => settled(cohort),
  PriceCorrectionAsked: (cohort, { data: { terms, correction, on } }) => ({
    ...cohort,
    correctingPrice: { terms, correction, on },
  }),
  PriceCorrectionSettled: ({ correctingPrice: _, ...cohort }) => cohort,
  InterestExpressed: (cohort, { data: { sponsorId, places, level }, effectiveOn }) =>
    interested(cohort, sponsorId, effectiveOn, { places, ...(level === undefined ? {} : { level }) }),
  InterestWithdrawn: (cohort, { data: { sponsorId }, effectiveOn }) =>
    interested(cohort, sponsorId, effectiveOn, null),
  InterestCountedTogether: (cohort, { data: { sponsorIds } }) => ({
    ...cohort,
    sponsorRecords: withTogether(cohort.sponsorRecords, sponsorIds),
  }),
};

/** The same with corrections applied. */
export const evolve: Evolve<Cohort, CohortEvent> = correctable(noCohort, cohortSteps, cohortCorrections);

/** A cohort as it would be after a correction of that day: what a rule asks before it decides on it. */
export const cohortCorrected = (
  cohort: Cohort,
  correction: Extract<CohortEvent, { type: 'CohortFactCorrected' | 'CohortFactStruck' }>,
  on: BusinessDate,
): Cohort => {
  const step = evolve[correction.type] as (cohort: Cohort, event: Happened) => Cohort;

  return step(cohort, { ...correction, id: '', effectiveOn: on, recordedAt: '' });
};
