import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { cohorts } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { ExtendDeferral, type PlaceName, places } from '#places';
import type { PlaceEvent } from '#places/events';

const LATE = 'The cohort of return starts later.';

const extend = (
  returning: readonly PlaceName[],
  startsOn: BusinessDate,
  effectiveOn?: BusinessDate,
): readonly Send[] =>
  returning.map((deferred) => ({
    target: deferred.placeId,
    command: commandOf(ExtendDeferral, { ...deferred, limitOn: startsOn, reason: LATE }),
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
  }));

const notedIn = async (cohortId: string, tools: ProcessTools): Promise<readonly PlaceName[]> =>
  [...(await tools.stateOf(places, cohortId)).returners.values()].map(({ returnOf }) => returnOf);

interface OfCohort {
  readonly data: { readonly cohortId: string };
  readonly effectiveOn?: BusinessDate;
}

// Before it enrols there is no book that would move with it, only those who are noted in one.
const movedBeforeItEnrols = async (
  { data: { cohortId }, effectiveOn }: OfCohort,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const { setup, placesOpened } = await tools.stateOf(cohorts, cohortId);
  return setup && !placesOpened ? extend(await notedIn(cohortId, tools), setup.startsOn, effectiveOn) : [];
};

/** Who waits for a cohort that was postponed keeps their seat there, and time enough to start with it. */
export const aLateCohortOfReturnExtendsTheDeferral = processOf<CohortEvent | PlaceEvent>()({
  name: 'a-late-cohort-of-return-extends-the-deferral',
  // Long enough as it is, or returned or given up meanwhile.
  sends: [{ command: ExtendDeferral, ends: ['limit-not-later', 'not-deferred'] }],
  on: {
    CohortPostponed: movedBeforeItEnrols,
    PlanAmended: movedBeforeItEnrols,
    // The day of a correction is that of the fact it corrects: what follows is decided today.
    CohortFactCorrected: ({ data }, tools) => movedBeforeItEnrols({ data }, tools),
    CohortFactStruck: ({ data }, tools) => movedBeforeItEnrols({ data }, tools),
    BookMoved: async ({ data: { cohortId, startsOn }, effectiveOn }, tools) => {
      const book = await tools.stateOf(places, cohortId);
      const here = [...book.ongoing].flatMap((placeId) => {
        const place = book.places.get(placeId);
        return place?.returnOf && place.startedOn === undefined ? [place.returnOf] : [];
      });
      return extend([...(await notedIn(cohortId, tools)), ...here], startsOn, effectiveOn);
    },
  },
});
