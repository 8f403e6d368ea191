import { commandOf, processOf } from '#kernel';
import { ExtendDeferral, places } from '#places';
import type { PlaceEvent } from '#places/events';

const LATE = 'The cohort of return starts later.';

/** Who waits for a cohort that was postponed keeps their seat there, and time enough to start with it. */
export const aLateCohortOfReturnExtendsTheDeferral = processOf<PlaceEvent>()({
  name: 'a-late-cohort-of-return-extends-the-deferral',
  // Long enough as it is, or returned or given up meanwhile.
  sends: [{ command: ExtendDeferral, ends: ['limit-not-later', 'not-deferred'] }],
  on: {
    BookMoved: async ({ data: { cohortId, startsOn }, effectiveOn }, tools) => {
      const book = await tools.stateOf(places, cohortId);
      const noted = [...book.returners.values()].map(({ returnOf }) => returnOf);
      const here = [...book.ongoing].flatMap((placeId) => {
        const place = book.places.get(placeId);
        return place?.returnOf && place.startedOn === undefined ? [place.returnOf] : [];
      });
      return [...noted, ...here].map((deferred) => ({
        target: deferred.placeId,
        command: commandOf(ExtendDeferral, { ...deferred, limitOn: startsOn, reason: LATE }),
        effectiveOn,
      }));
    },
  },
});
