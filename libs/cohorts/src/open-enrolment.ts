import { type BusinessDate, Day, Id, inWords, nothing, refuse, rule } from '#kernel';
import { type Cohort, outOfOrder, stageInWords, unknownCohort } from './cohort.js';
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
  ],
  ({ cohortId, enrolmentClosesOn: stated }, cohort: Cohort, { today, effectiveOn }) => {
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
        ...(setup.maxPerSponsor === undefined ? {} : { maxPerSponsor: setup.maxPerSponsor }),
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
