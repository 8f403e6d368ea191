import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import type { PersonMergeEvent } from '#people/events';
import {
  candidacies,
  type Candidacy,
  candidacyId,
  hasHeld,
  participation,
  placeKey,
  type PlaceName,
  refusedFor,
  StrikePlaceFact,
} from '#places';
import type { CandidacyEvent, NamedBefore, PlaceEvent } from '#places/events';
import { placeOf } from './one-participation.js';
import { idsOf } from './one-person.js';

const REASON = 'What its person was recorded to hold elsewhere was never theirs.';

// Until that was given back as well the request would be refused again.
const isTheirs = async (
  holder: PlaceName,
  ids: readonly string[],
  { claims, awards }: Candidacy,
  tools: ProcessTools,
): Promise<boolean> => {
  const place = await placeOf(holder, tools);
  const key = placeKey(holder);
  return !place || hasHeld(place, ids) || claims.has(key) || awards.has(key);
};

const standAgain = async (named: string, tools: ProcessTools): Promise<readonly Send[]> => {
  const ids = await idsOf(named, tools);
  const [personId = named] = ids;
  const sends: Send[] = [];
  for (const id of ids)
    for (const { cohortId, placeId, awardId } of (await tools.stateOf(participation, id)).places.values()) {
      const place = await placeOf({ cohortId, placeId }, tools);
      // Corrected since, it may name another person.
      const refused = place && ids.includes(place.personId ?? '') ? refusedFor(place) : undefined;
      if (!refused || awardId === undefined) continue;
      const candidacy = await tools.stateOf(candidacies, candidacyId({ personId, awardId }));
      if (await isTheirs(refused.heldBy, ids, candidacy, tools)) continue;
      const { eventId } = refused;
      sends.push({
        target: placeKey({ cohortId, placeId }),
        command: commandOf(StrikePlaceFact, { cohortId, placeId, fact: 'refused', eventId, reason: REASON }),
      });
    }
  return sends;
};

interface Corrected {
  readonly data: { readonly insteadOf?: NamedBefore };
}

const correctedFrom = async ({ data }: Corrected, tools: ProcessTools): Promise<readonly Send[]> =>
  data.insteadOf ? standAgain(data.insteadOf.personId, tools) : [];

const ofPerson = ({ data }: { readonly data: { readonly personId: string } }, tools: ProcessTools) =>
  standAgain(data.personId, tools);

/**
 * A request was refused because its person held another place, or the award; as it turned out, that was never theirs. It
 * waits, or is offered, as before, and is refused anew where the person holds a third. A seat that is gone, with nothing
 * given out any more, is an administrator's to decide.
 */
export const aRequestStandsAgainThatWasRefusedForAPlaceItsPersonNeverHeld = processOf<
  PlaceEvent | CandidacyEvent | PersonMergeEvent
>()({
  name: 'a-request-stands-again-that-was-refused-for-a-place-its-person-never-held',
  // Stands again already.
  sends: [{ command: StrikePlaceFact, ends: ['answer-pending', 'no-such-fact', 'others-rest-on-it'] }],
  on: {
    ParticipantCorrected: correctedFrom,
    PlaceFactStruck: correctedFrom,
    CandidacyReleased: ofPerson,
    AwardNoLongerHeld: ofPerson,
    CandidacyMoved: ofPerson,
    // The place was another person's, as it turned out.
    MergeOfPeopleUndone: async ({ data: { keptId, ids } }, tools) =>
      (await Promise.all([keptId, ...ids].map((id) => standAgain(id, tools)))).flat(),
  },
});
