import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { candidacyId, FollowPastPlace, isOngoing, pastDaysOf, places } from '#places';
import type { NamedBefore, PlaceEvent } from '#places/events';

interface OfPlace {
  readonly effectiveOn: BusinessDate;
  readonly data: { readonly cohortId: string; readonly placeId: string };
}

const theirs = async (
  { effectiveOn, data: { cohortId, placeId } }: OfPlace,
  tools: ProcessTools,
  insteadOf?: NamedBefore,
): Promise<readonly Send[]> => {
  const book = await tools.stateOf(places, cohortId);
  const place = book.places.get(placeId);
  if (!book.rules || place?.personId === undefined || !book.past.rows.has(placeId)) return [];

  const { personId, claimedIn, state } = place;
  const of = { awardId: book.rules.awardId, cohortId, placeId };
  const follow = (said: { personId: string } & Partial<FollowPastPlace>): Send => ({
    target: candidacyId({ ...of, ...said }),
    command: commandOf(FollowPastPlace, { ...of, ...said }),
    effectiveOn,
  });
  const held = isOngoing(state) && claimedIn !== undefined ? { claimedIn } : {};
  const namedSince = insteadOf === undefined ? {} : { namedSince: true };

  return [
    ...(insteadOf === undefined || insteadOf.personId === personId
      ? []
      : [follow({ personId: insteadOf.personId })]),
    follow({ personId, ...pastDaysOf(book, placeId), ...held, ...namedSince }),
  ];
};

const followed = (event: OfPlace, tools: ProcessTools) => theirs(event, tools);

/**
 * What is entered later is compared with the days of a place as they are by now, and what is asked for today with who holds
 * it: a place entered as history that is corrected, goes on or ends is followed where its person may hold no other.
 */
export const aPlaceOfHistoryIsTheirsOnTheDaysItStandsFor = processOf<PlaceEvent>()({
  name: 'a-place-of-history-is-theirs-on-the-days-it-stands-for',
  sends: [{ command: FollowPastPlace, ends: [] }],
  on: {
    PlaceDateCorrected: followed,
    PlaceFactStruck: followed,
    ParticipantCorrected: (event, tools) => theirs(event, tools, event.data.insteadOf),
    PlaceCompleted: followed,
    PlaceCompletionUndone: followed,
    PlaceWithdrawn: followed,
    PlaceFailed: followed,
    PlaceNotTakenUp: followed,
    PlaceCancelled: followed,
    DeferredPlaceReturned: followed,
    ReturnUndone: followed,
  },
});
