import { commandOf, processOf, startOfDay } from '#kernel';
import { ReleaseShare } from '#places';
import type { PlaceEvent } from '#places/events';

/** The book goes by the day itself; here it is recorded, so that what came free is offered to those who wait. */
export const sharesAreReleasedOnTheirDay = processOf<PlaceEvent>()({
  name: 'shares-are-released-on-their-day',
  sends: [{ command: ReleaseShare, ends: [] }],
  on: {
    PlacesOpened: ({ data: { cohortId, sectorShares = [] } }) =>
      sectorShares.map(({ sector, releasedOn }) => ({
        target: `${cohortId}/${sector}`,
        command: commandOf(ReleaseShare, { cohortId, sector }),
        due: startOfDay(releasedOn),
      })),
  },
});
