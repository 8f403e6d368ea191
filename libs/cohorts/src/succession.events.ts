import { type BusinessDate, event, type FactsOf } from '#kernel';

/** The cohorts of one programme in the order of their starts (`succession-{programmeId}`). */
interface InSuccession {
  readonly programmeId: string;
  readonly cohortId: string;
  /** For which cohorts the second next one now ends later than before: that moves what is counted from it. */
  readonly later: readonly LaterSecondNext[];
}

/** A cohort, and when the second next one after it ends. */
export interface LaterSecondNext {
  readonly cohortId: string;
  readonly secondNextEndsOn: BusinessDate;
}

/** A cohort of the programme is planned. */
export const cohortJoinedSuccession = event('CohortJoinedSuccession', 1).of<
  InSuccession & { startsOn: BusinessDate; endsOn: BusinessDate }
>();
/** Its start or its end is on another day. */
export const cohortMovedInSuccession = event('CohortMovedInSuccession', 1).of<
  InSuccession & {
    startsOn: BusinessDate;
    endsOn: BusinessDate;
    from: { readonly startsOn: BusinessDate; readonly endsOn: BusinessDate };
  }
>();
/** It was cancelled: nobody is sent there, and those of it that defer still count from its start. */
export const cohortLeftSuccession = event('CohortLeftSuccession', 1).of<InSuccession>();

/** Every fact of a succession. */
export const successionEvents = { cohortJoinedSuccession, cohortMovedInSuccession, cohortLeftSuccession };
export type SuccessionEvent = FactsOf<typeof successionEvents>;
