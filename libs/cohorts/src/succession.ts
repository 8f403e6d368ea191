import type { BusinessDate, Evolve } from '#kernel';
import { Map } from 'immutable';
import type { LaterSecondNext, SuccessionEvent } from './succession.events.js';

/** A cohort among the others of its programme. */
export interface Successor {
  readonly cohortId: string;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly cancelled: boolean;
}

/** The cohorts of a programme, by id. */
export interface Succession {
  readonly cohorts: Map<string, Successor>;
}

export const noSuccession: Succession = { cohorts: Map() };

/** The cohorts that run after this one, in the order of their starts; of those that start together, by their ids. */
export const successorsOf = ({ cohorts }: Succession, cohortId: string): readonly Successor[] => {
  const own = cohorts.get(cohortId);
  return own
    ? [...cohorts.values()]
        .filter(({ cancelled, startsOn }) => !cancelled && startsOn > own.startsOn)
        .sort(byStart)
    : [];
};

/** The cohort after this one, if there is one yet. */
export const nextAfter = (succession: Succession, cohortId: string): Successor | undefined =>
  successorsOf(succession, cohortId)[0];

/** The cohort after the next one, if there is one yet. */
export const secondNextAfter = (succession: Succession, cohortId: string): Successor | undefined =>
  successorsOf(succession, cohortId)[1];

/** Of which cohorts the second next one ends later after a change than before it. */
export const laterSecondNexts = (before: Succession, after: Succession): readonly LaterSecondNext[] =>
  [...after.cohorts.keys()].sort().flatMap((cohortId) => {
    const was = secondNextAfter(before, cohortId)?.endsOn ?? '';
    const is = secondNextAfter(after, cohortId)?.endsOn ?? '';
    return is > was ? [{ cohortId, secondNextEndsOn: is }] : [];
  });

/** The succession with one cohort in it, or as it now is. */
export const withCohort = ({ cohorts }: Succession, cohort: Successor): Succession => ({
  cohorts: cohorts.set(cohort.cohortId, cohort),
});

/** How a succession remembers each of its facts. */
export const successionSteps: Evolve<Succession, SuccessionEvent> = {
  CohortJoinedSuccession: (succession, { data: { cohortId, startsOn, endsOn } }) =>
    withCohort(succession, { cohortId, startsOn, endsOn, cancelled: false }),
  CohortMovedInSuccession: (succession, { data: { cohortId, startsOn, endsOn } }) =>
    withCohort(succession, {
      cohortId,
      startsOn,
      endsOn,
      cancelled: succession.cohorts.get(cohortId)?.cancelled ?? false,
    }),
  CohortLeftSuccession: (succession, { data: { cohortId } }) => {
    const cohort = succession.cohorts.get(cohortId);
    return cohort ? withCohort(succession, { ...cohort, cancelled: true }) : succession;
  },
};

const byStart = (one: Successor, other: Successor): number => {
  const keys = ({ startsOn, cohortId }: Successor) => `${startsOn} ${cohortId}`;
  return keys(one) < keys(other) ? -1 : 1;
};
