import { refuse } from '#kernel';
import { CorrectAward, graduations } from '#graduations';
import { candidacies, candidacyId, isOngoing, placeKey, places } from '#places';
import type { Guard } from '#platform';

/** Nobody holds an award twice, nor while another place of theirs leads to it: only their candidacy knows. */
export const anAwardIsHeldOnce: Guard<CorrectAward> = {
  command: CorrectAward,
  refuses: ['holds-the-award', 'already-holds-a-place'],
  check: async ({ cohortId, placeId, granted, personId }, commands) => {
    const award = await commands.stateOf(graduations, placeId);
    if (!granted || personId === undefined || personId === award.personId || !award.awardId) return undefined;

    const own = placeKey({ cohortId, placeId });
    const candidacy = await commands.stateOf(candidacies, candidacyId({ personId, awardId: award.awardId }));
    if (candidacy.awards.some((_, key) => key !== own))
      return refuse(
        'holds-the-award',
        'This person holds the award already, for another place. Correct that award first, or check who was meant.',
        'personId',
      );
    for (const [key, place] of candidacy.claims) {
      const state = (await commands.stateOf(places, place.cohortId)).places.get(place.placeId)?.state;
      if (key !== own && state !== undefined && isOngoing(state))
        return refuse(
          'already-holds-a-place',
          'This person holds another place that leads to this award. End or correct that first, or check who was meant.',
          'personId',
        );
    }
    return undefined;
  },
};
