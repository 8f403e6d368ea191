import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import {
  candidacyId,
  ClaimCandidacy,
  type PlaceName,
  places,
  RecordReturn,
  RecordReturnLost,
  ReleaseCandidacy,
  UndoReturn,
} from '#places';
import type { PlaceEvent, ReturnLossReason } from '#places/events';

interface OfPlace {
  readonly data: PlaceName;
  readonly effectiveOn: BusinessDate;
}

/** The deferred place whose participant returns to this one, if it is such a place. */
const returnOf = async ({ cohortId, placeId }: PlaceName, tools: ProcessTools) =>
  (await tools.stateOf(places, cohortId)).places.get(placeId)?.returnOf;

const nameOf = ({ cohortId, placeId }: PlaceName): PlaceName => ({ cohortId, placeId });

const undone = (deferred: PlaceName, here: PlaceName): Send => ({
  target: deferred.placeId,
  command: commandOf(UndoReturn, { ...deferred, returnedTo: nameOf(here) }),
});

// Whatever was recorded of a start before is taken back first.
const lost =
  (because: ReturnLossReason) =>
  async ({ data, effectiveOn }: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
    const deferred = await returnOf(data, tools);
    return deferred
      ? [
          undone(deferred, data),
          {
            target: deferred.placeId,
            command: commandOf(RecordReturnLost, { ...deferred, returnTo: nameOf(data), because }),
            effectiveOn,
          },
        ]
      : [];
  };

/** The place that was left learns that its participant has started elsewhere, or will not: then it is deferred as before. */
export const aDeferralHearsWhatBecameOfItsReturn = processOf<PlaceEvent>()({
  name: 'a-deferral-hears-what-became-of-its-return',
  sends: [
    { command: RecordReturn, ends: [] },
    { command: RecordReturnLost, ends: [] },
    { command: UndoReturn, ends: [] },
    { command: ReleaseCandidacy, ends: [] },
    { command: ClaimCandidacy, ends: [] },
  ],
  on: {
    PlaceStarted: async ({ data, effectiveOn }, tools) => {
      const deferred = await returnOf(data, tools);
      return deferred
        ? [
            {
              target: deferred.placeId,
              command: commandOf(RecordReturn, { ...deferred, returnedTo: nameOf(data) }),
              effectiveOn,
            },
          ]
        : [];
    },
    PlaceWithdrawn: (event, tools) => (event.data.hadStarted ? [] : lost('withdrawn')(event, tools)),
    RequestWithdrawn: lost('withdrawn'),
    RequestRefused: lost('refused'),
    PlaceNotTakenUp: lost('not_taken_up'),
    PlaceNotPlaced: lost('not_placed'),
    PlaceCancelled: (event, tools) =>
      event.data.startedOn === undefined ? lost('cancelled')(event, tools) : [],
    PlaceFactStruck: async ({ data }, tools) => {
      const deferred = data.fact === 'started' ? await returnOf(data, tools) : undefined;
      return deferred ? [undone(deferred, data)] : [];
    },
    // From its start on the place of return alone holds the person.
    DeferredPlaceReturned: ({ data: { cohortId, placeId, personId, awardId } }) => [
      {
        target: candidacyId({ personId, awardId }),
        command: commandOf(ReleaseCandidacy, { personId, awardId, cohortId, placeId }),
      },
    ],
    ReturnUndone: ({ id, data: { cohortId, placeId, personId, awardId } }) => [
      {
        target: candidacyId({ personId, awardId }),
        command: commandOf(ClaimCandidacy, { personId, awardId, cohortId, placeId, askedIn: id }),
      },
    ],
  },
});
