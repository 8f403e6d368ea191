import {
  type BusinessDate,
  commandOf,
  daysAfter,
  endOfDay,
  processOf,
  type ProcessTools,
  type Send,
  startOfDay,
} from '#kernel';
import { DEFERRAL_REMINDER_DAYS, places, ReachDeferralLimit, RemindDeferral } from '#places';
import type { PlaceEvent } from '#places/events';

interface Limited {
  readonly data: { readonly cohortId: string; readonly placeId: string; readonly limitOn: BusinessDate };
}

const watch = ({ data: { cohortId, placeId, limitOn } }: Limited, tools: ProcessTools): readonly Send[] => [
  ...DEFERRAL_REMINDER_DAYS.map((daysBefore) => ({ daysBefore, on: daysAfter(limitOn, -daysBefore) }))
    // A limit that is nearer than that has had its reminder, or needs none so early.
    .filter(({ on }) => on >= tools.today)
    .map(({ daysBefore, on }) => ({
      target: `${placeId}/${daysBefore}`,
      command: commandOf(RemindDeferral, { cohortId, placeId, limitOn, daysBefore }),
      due: startOfDay(on),
      effectiveOn: on,
    })),
  {
    target: placeId,
    command: commandOf(ReachDeferralLimit, { cohortId, placeId, limitOn }),
    due: endOfDay(limitOn),
    effectiveOn: daysAfter(limitOn, 1),
  },
];

interface OfPlace {
  readonly data: { readonly cohortId: string; readonly placeId: string };
}

// The limit runs again, perhaps until another day: what was due for it while it did not run came to nothing.
const watchAgain = async ({ data: { cohortId, placeId } }: OfPlace, tools: ProcessTools) => {
  const place = (await tools.stateOf(places, cohortId)).places.get(placeId);
  return place?.state === 'deferred' && place.deferral && place.deferral.pausedSince === undefined
    ? watch({ data: { cohortId, placeId, limitOn: place.deferral.limitOn } }, tools)
    : [];
};

/** Ahead of the limit, and when it has come: what is due for a limit that moved meanwhile changes nothing. */
export const deferralsAreRemindedOfTheirLimit = processOf<PlaceEvent>()({
  name: 'deferrals-are-reminded-of-their-limit',
  sends: [
    { command: RemindDeferral, ends: [] },
    { command: ReachDeferralLimit, ends: [] },
  ],
  on: {
    PlaceDeferred: watch,
    DeferralResumed: watch,
    DeferralExtended: watch,
    PlaceFactStruck: watchAgain,
    PlaceDateCorrected: watchAgain,
  },
});
