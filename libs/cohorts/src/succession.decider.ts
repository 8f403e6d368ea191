import { type BusinessDate, Day, decider, Id, nothing, rule, YesNo } from '#kernel';
import {
  laterSecondNexts,
  noSuccession,
  type Succession,
  successionSteps,
  withCohort,
} from './succession.js';
import {
  cohortJoinedSuccession,
  cohortLeftSuccession,
  cohortMovedInSuccession,
  successionEvents,
} from './succession.events.js';

/** A cohort as its plan now is, and whether it was cancelled. Sent whenever a cohort says so. */
export class NoteCohort {
  @Id() programmeId!: string;
  @Id() cohortId!: string;
  @Day() startsOn!: BusinessDate;
  @Day() endsOn!: BusinessDate;
  @YesNo() cancelled!: boolean;
}

export const noteCohort = rule(NoteCohort, [], (noted, succession: Succession) => {
  const { programmeId, cohortId, startsOn, endsOn, cancelled } = noted;
  const of = { programmeId, cohortId };
  const known = succession.cohorts.get(cohortId);
  const running = withCohort(succession, { cohortId, startsOn, endsOn, cancelled: false });
  const over = withCohort(succession, { cohortId, startsOn, endsOn, cancelled: true });
  if (!known || (known.cancelled && !cancelled))
    return [
      cohortJoinedSuccession({ ...of, startsOn, endsOn, later: laterSecondNexts(succession, running) }),
      ...(cancelled ? [cohortLeftSuccession({ ...of, later: laterSecondNexts(running, over) })] : []),
    ];
  if (cancelled && !known.cancelled)
    return [cohortLeftSuccession({ ...of, later: laterSecondNexts(succession, over) })];
  if (known.cancelled || (known.startsOn === startsOn && known.endsOn === endsOn)) return nothing;

  const from = { startsOn: known.startsOn, endsOn: known.endsOn };
  const later = laterSecondNexts(succession, running);
  return [cohortMovedInSuccession({ ...of, startsOn, endsOn, from, later })];
});

/** The order of a programme's cohorts: which is the next one, and when the one after that ends. */
export const succession = decider({
  name: 'succession',
  key: ({ programmeId }: { programmeId: string }) => programmeId,
  initial: noSuccession,
  events: successionEvents,
  evolve: successionSteps,
  rules: [noteCohort],
});
