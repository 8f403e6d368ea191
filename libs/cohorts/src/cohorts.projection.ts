import { keptIn, projectionOf, type Recorded } from '#kernel';
import { CohortRow } from './cohort.entity.js';
import { blankCohort, cohortRowOf, cohortRowOn } from './cohort-row.js';
import { type CohortEvent, cohortCorrections } from './events.js';

const kept = (row: CohortRow, event: Recorded): CohortRow =>
  cohortRowOf(row.cohortId, keptIn(row.facts, event, cohortCorrections), event.revision);

/** Interest is another list's; the revision is of the whole stream, which commands may name. */
const passed = (row: CohortRow, { revision }: Recorded): CohortRow => ({ ...row, revision });

/** Cohorts as they are listed. */
export const cohortList = projectionOf<CohortEvent>()<CohortRow>({
  name: 'cohorts',
  version: 2,
  table: CohortRow,
  key: ({ data }) => data.cohortId,
  blank: blankCohort,
  asAt: cohortRowOn,
  on: {
    CohortPlanned: kept,
    PlanAmended: kept,
    CohortRecommended: kept,
    CohortApproved: kept,
    CohortReturned: kept,
    CohortNotApproved: kept,
    ConditionsMet: kept,
    EnrolmentOpened: kept,
    EnrolmentClosed: kept,
    CohortStarted: kept,
    CohortCompleted: kept,
    CohortCancelled: kept,
    CohortPostponed: kept,
    ModuleRescheduled: kept,
    CapacityRaised: kept,
    CapacityLoweringAsked: kept,
    CapacityLowered: kept,
    CapacityLoweringRefused: kept,
    CohortFactCorrected: kept,
    CohortFactStruck: kept,
    PriceCorrectionAsked: kept,
    PriceCorrectionSettled: kept,
    InterestExpressed: passed,
    InterestWithdrawn: passed,
    InterestCountedTogether: passed,
  },
});
