import { type BusinessDate, Day, Id, inWords, nothing, refuse, rule } from '#kernel';
import { type Cohort, outOfOrder, stageInWords, unknownCohort } from './cohort.js';
import type { CohortSetup } from './cohort-setup.js';
import { enrolmentOpened } from './events.js';

/** Lets sponsors ask for places, within the enrolment window. */
export class OpenEnrolment {
  @Id() cohortId!: string;
  @Day({
    optional: true,
    example: '2026-08-14',
    description: 'The last day of the window where it differs from the plan, as when approval came late',
  })
  enrolmentClosesOn?: BusinessDate;
  @Day({
    optional: true,
    example: '2026-05-29',
    description: 'The last day of the window of requests drawn by lot, where it differs from the plan',
  })
  windowClosesOn?: BusinessDate;
}

export const openEnrolment = rule(
  OpenEnrolment,
  [
    'unknown-cohort',
    'conditions-not-met',
    'approval-missing',
    'not-to-be-opened',
    'out-of-order',
    'enrolment-not-begun',
    'enrolment-window-passed',
    'enrolment-closes-after-last-joining-date',
    'window-without-order-rule',
    'window-outside-enrolment',
  ],
  ({ cohortId, enrolmentClosesOn: stated, windowClosesOn }, cohort: Cohort, { today, effectiveOn }) => {
    const { setup, stage } = cohort;
    if (!setup) return unknownCohort;
    if (stage === 'enrolling') return nothing;
    const mayOpen = stage === 'approved' || (stage === 'planned' && setup.approvingBody === 'none');
    if (!mayOpen) return notToBeOpened(cohort);
    const enrolmentClosesOn = stated ?? setup.enrolmentClosesOn;
    if (effectiveOn < setup.enrolmentOpensOn)
      return refuse(
        'enrolment-not-begun',
        `The enrolment window begins on ${inWords(setup.enrolmentOpensOn)}: open enrolment then.`,
      );
    // By the day it is decided: a deadline that can be met by back-dating is none.
    if (today > enrolmentClosesOn)
      return refuse(
        'enrolment-window-passed',
        `The enrolment window ended on ${inWords(enrolmentClosesOn)}: state a later last day, until ${inWords(setup.lastJoiningDate)}.`,
        'enrolmentClosesOn',
      );
    if (enrolmentClosesOn > setup.lastJoiningDate)
      return refuse(
        'enrolment-closes-after-last-joining-date',
        `Nobody joins after ${inWords(setup.lastJoiningDate)}: close enrolment by then.`,
        'enrolmentClosesOn',
      );
    const window = windowOf(setup, enrolmentClosesOn, windowClosesOn);
    const broken = brokenWindow({ ...setup, enrolmentClosesOn, ...window }, today);
    if (broken) return broken;
    // Nobody is asked about a planned cohort without approving body; its planning may be entered late.
    if (stage === 'approved' && effectiveOn < cohort.since) return outOfOrder(cohort);

    return [
      enrolmentOpened({
        cohortId,
        programmeId: setup.programmeId,
        versionId: setup.versionId,
        awardId: setup.awardId,
        capacity: setup.capacity,
        enrolmentClosesOn,
        lastJoiningDate: setup.lastJoiningDate,
        startsOn: setup.startsOn,
        endsOn: setup.endsOn,
        offerWorkingDays: setup.offerWorkingDays,
        namingDays: setup.namingDays,
        deferralLimitMonths: setup.deferralLimitMonths,
        orderRule: setup.orderRule,
        ...window,
        ...(setup.sectorShares === undefined ? {} : { sectorShares: setup.sectorShares }),
        ...(setup.maxPerSponsor === undefined ? {} : { maxPerSponsor: setup.maxPerSponsor }),
        splitAnswerDays: setup.splitAnswerDays,
        splitAnswerDaysBeforeStart: setup.splitAnswerDaysBeforeStart,
        checks: setup.checks,
        pricePence: setup.pricePence,
        fundingModel: setup.fundingModel,
        fundingShares: setup.fundingShares,
        instalmentPlan: setup.instalmentPlan,
        refundBands: setup.refundBands,
      }),
    ];
  },
);

/** A window that was to last as long as enrolment goes on doing so. */
const windowOf = (
  setup: CohortSetup,
  enrolmentClosesOn: BusinessDate,
  stated?: BusinessDate,
): Pick<CohortSetup, 'windowClosesOn'> => {
  const asLong = setup.windowClosesOn === setup.enrolmentClosesOn ? enrolmentClosesOn : setup.windowClosesOn;
  const closesOn = stated ?? asLong;
  return closesOn === undefined ? {} : { windowClosesOn: closesOn };
};

const brokenWindow = (setup: CohortSetup, today: BusinessDate) => {
  if (setup.windowClosesOn === undefined) return undefined;
  if (setup.orderRule !== 'window')
    return refuse(
      'window-without-order-rule',
      'The seats of this cohort are given out as requests come: no window closes.',
      'windowClosesOn',
    );
  if (setup.windowClosesOn < today || setup.windowClosesOn > setup.enrolmentClosesOn)
    return refuse(
      'window-outside-enrolment',
      `Requests are taken until ${inWords(setup.enrolmentClosesOn)}: state a last day of the window from today until then.`,
      'windowClosesOn',
    );
  return undefined;
};

const notToBeOpened = ({ stage }: Cohort) => {
  if (stage === 'approved_with_conditions')
    return refuse('conditions-not-met', 'The approval has conditions: record that they are met first.');
  if (stage === 'planned' || stage === 'recommended' || stage === 'returned')
    return refuse(
      'approval-missing',
      `The cohort is ${stageInWords(stage)}: its approving body decides first.`,
    );

  return refuse('not-to-be-opened', `The cohort is ${stageInWords(stage)}: its enrolment cannot be opened.`);
};
