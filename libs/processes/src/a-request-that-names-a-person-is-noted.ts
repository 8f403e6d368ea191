import { commandOf, processOf, type Refusal } from '#kernel';
import { candidacyId, NoteInterest, RefuseRequest } from '#places';
import type { CandidacyRefusalCode, PlaceEvent } from '#places/events';

const refuseTheRequest = ({ cohortId, placeId, personId }: NoteInterest, { refused }: Refusal) => ({
  target: placeId,
  command: commandOf(RefuseRequest, { cohortId, placeId, personId, code: refused as CandidacyRefusalCode }),
});

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
    // Who returns is held by the place they deferred, and stays a candidate of it.
    PlaceRequested: ({ data: { cohortId, placeId, personId, awardId, returnOf } }) =>
      personId === undefined || returnOf
        ? []
        : [
            {
              target: candidacyId({ personId, awardId }),
              command: commandOf(NoteInterest, { personId, awardId, cohortId, placeId }),
            },
          ],
  },
});
