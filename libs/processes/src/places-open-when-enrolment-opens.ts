import { commandOf, processOf } from '#kernel';
import type { CohortEvent } from '#cohorts/events';
import { OpenPlaces } from '#places';

/** The place book gets all it decides by from the cohort as it was when enrolment opened. */
export const placesOpenWhenEnrolmentOpens = processOf<CohortEvent>()({
  name: 'places-open-when-enrolment-opens',
  sends: [{ command: OpenPlaces, ends: [] }],
  on: {
    EnrolmentOpened: ({ data, effectiveOn }) => [
      {
        target: data.cohortId,
        command: commandOf(OpenPlaces, {
          cohortId: data.cohortId,
          rules: {
            programmeId: data.programmeId,
            awardId: data.awardId,
            capacity: data.capacity,
            lastJoiningDate: data.lastJoiningDate,
            startsOn: data.startsOn,
            requestsCloseOn: data.enrolmentClosesOn,
            offerWorkingDays: data.offerWorkingDays,
            namingDays: data.namingDays,
            pricePence: data.pricePence,
            terms: {
              fundingModel: data.fundingModel,
              fundingShares: data.fundingShares,
              instalmentPlan: data.instalmentPlan,
              refundBands: data.refundBands,
            },
            checks: data.checks,
            orderRule: data.orderRule,
            ...(data.windowClosesOn === undefined ? {} : { windowClosesOn: data.windowClosesOn }),
            ...(data.sectorShares === undefined ? {} : { sectorShares: data.sectorShares }),
            endsOn: data.endsOn,
            deferralLimitMonths: data.deferralLimitMonths,
            ...(data.maxPerSponsor === undefined ? {} : { maxPerSponsor: data.maxPerSponsor }),
            ...(data.splitAnswerDays === undefined ? {} : { splitAnswerDays: data.splitAnswerDays }),
            ...(data.splitAnswerDaysBeforeStart === undefined
              ? {}
              : { splitAnswerDaysBeforeStart: data.splitAnswerDaysBeforeStart }),
          },
        }),
        effectiveOn,
      },
    ],
  },
});
