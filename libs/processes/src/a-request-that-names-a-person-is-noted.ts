import { commandOf, processOf, type Refusal, type Send } from '#kernel';
import { candidacyId, isOngoing, NoteInterest, places, RefuseRequest } from '#places';
import type { CandidacyRefusalCode, PlaceEvent } from '#places/events';

const refuseTheRequest = ({ cohortId, placeId, personId }: NoteInterest, { refused }: Refusal) => ({
  target: placeId,
  command: commandOf(RefuseRequest, { cohortId, placeId, personId, code: refused as CandidacyRefusalCode }),
});

interface Proposing {
  readonly cohortId: string;
  readonly placeId: string;
  readonly awardId: string;
  readonly personId?: string;
  readonly returnOf?: object;
}

// Who returns is held by the place they deferred, and stays a candidate of it.
const note = ({ cohortId, placeId, personId, awardId, returnOf }: Proposing): readonly Send[] =>
  personId === undefined || returnOf
    ? []
    : [
        {
          target: candidacyId({ personId, awardId }),
          command: commandOf(NoteInterest, { personId, awardId, cohortId, placeId }),
        },
      ];

/**
 * The person's candidacy remembers every request that proposes them, to end it when another place is theirs. One that
 * comes when they are no candidate any more ends at once.
 */
export const aRequestThatNamesAPersonIsNoted = processOf<PlaceEvent>()({
  name: 'a-request-that-names-a-person-is-noted',
  sends: [
    {
      command: NoteInterest,
      ends: [],
      answers: { 'already-holds-a-place': refuseTheRequest, 'holds-the-award': refuseTheRequest },
    },
    // Accepted or ended meanwhile: an accepted place is looked at again when it is confirmed.
    { command: RefuseRequest, ends: ['request-not-open'] },
  ],
  on: {
    PlaceRequested: ({ data }) => note(data),
    // It stands again, and proposes whom it proposed; a place that holds its person has claimed them.
    PlaceFactStruck: async ({ data }, tools) => {
      const place = (await tools.stateOf(places, data.cohortId)).places.get(data.placeId);
      return place && isOngoing(place.state) && place.claimedIn === undefined
        ? note({ ...data, personId: place.personId, returnOf: place.returnOf })
        : [];
    },
  },
});
