import { commandOf, processOf } from '#kernel';
import { candidacyId, ReleaseCandidacy, SettleClaim } from '#places';
import type { CandidacyEvent } from '#places/events';

/**
 * The place is accepted or confirmed once the person is its own. A place that ended meanwhile does not wait any more
 * (`not-asked`): what was claimed for it is given back.
 */
export const aGrantedCandidacySettlesThePlaceThatAsked = processOf<CandidacyEvent>()({
  name: 'a-granted-candidacy-settles-the-place-that-asked',
  sends: [
    {
      command: SettleClaim,
      ends: [],
      answers: {
        'not-asked': ({ personId, awardId, cohortId, placeId, askedIn }: SettleClaim) => ({
          target: candidacyId({ personId, awardId }),
          command: commandOf(ReleaseCandidacy, { personId, awardId, cohortId, placeId, askedIn }),
        }),
      },
    },
    { command: ReleaseCandidacy, ends: [] },
  ],
  on: {
    CandidacyClaimed: ({ data: { personId, awardId, cohortId, placeId, askedIn } }) => [
      {
        target: placeId,
        command: commandOf(SettleClaim, { personId, awardId, cohortId, placeId, askedIn }),
      },
    ],
  },
});
