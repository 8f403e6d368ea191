import { type BusinessDate, Day, Id, nothing, refuse, rule } from '#kernel';
import { type Cohort, outOfOrder, stageInWords, unknownCohort } from './cohort.js';
import { enrolmentClosed } from './events.js';

/** Takes no more requests; those who wait keep their turn. */
export class CloseEnrolment {
  @Id() cohortId!: string;
  @Day({
    optional: true,
    description:
      'Closes it only if this is still its last day, which may have moved: for what is due by a timetable',
  })
  ifLastDayIs?: BusinessDate;
}

export const closeEnrolment = rule(
  CloseEnrolment,
  ['unknown-cohort', 'not-enrolling', 'out-of-order'],
  ({ cohortId, ifLastDayIs }, cohort: Cohort, { effectiveOn }) => {
    if (!cohort.setup) return unknownCohort;
    if (['enrolment_closed', 'running', 'completed'].includes(cohort.stage)) return nothing;
    if (ifLastDayIs !== undefined && ifLastDayIs !== cohort.setup.enrolmentClosesOn) return nothing;
    if (cohort.stage !== 'enrolling')
      return refuse('not-enrolling', `The cohort is ${stageInWords(cohort.stage)}: no enrolment is open.`);
    if (effectiveOn < cohort.since) return outOfOrder(cohort);

    return [enrolmentClosed({ cohortId })];
  },
);
