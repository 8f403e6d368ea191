import { refuse } from '#kernel';
import { GrantAward } from '#graduations';
import { places, type PlaceState } from '#places';
import type { Guard } from '#platform';
import { areOnePerson } from './one-person.js';

/** Confirmed at least: a start may be recorded after the award, and a failure be followed by one. */
const MAY_BE_AWARDED: ReadonlySet<PlaceState> = new Set<PlaceState>([
  'confirmed',
  'started',
  'awaiting_award',
  'completed',
  'failed',
]);

/** The place book knows who holds a place, and for which award; a graduation sees only itself. */
export const anAwardIsGrantedToWhoeverHoldsThePlace: Guard<GrantAward> = {
  command: GrantAward,
  refuses: ['no-such-place', 'another-persons-place', 'another-award'],
  check: async ({ cohortId, placeId, personId, awardId }, commands) => {
    const book = await commands.stateOf(places, cohortId);
    const place = book.places.get(placeId);
    if (!place)
      return refuse(
        'no-such-place',
        'This cohort has no place with this id. Check the cohort and the place.',
        'placeId',
      );
    const { personId: holder } = place;
    const isTheirs = holder !== undefined && (await areOnePerson(holder, personId, commands));
    if (!MAY_BE_AWARDED.has(place.state) || !isTheirs)
      return refuse(
        'another-persons-place',
        'This person does not hold this place. Check whom it was confirmed for, and whether it has ended.',
        'personId',
      );

    return book.rules?.awardId === awardId
      ? undefined
      : refuse('another-award', "This cohort leads to another award. Give its programme's.", 'awardId');
  },
};
