import type { Context } from '#platform';
import { candidacies } from './candidacies.decider.js';
import { PlacesController } from './places.controller.js';
import { places } from './places.decider.js';

export * from './commands.js';
export { candidacies, places };
export { candidacyId, type Candidacy, isHeldBy, placeKey, type PlaceName } from './candidacy.js';
export type { Place, PlaceBook, PlaceState } from './place-book.js';

/** Places: one book per cohort decides every seat; candidacies see to it that nobody holds two. */
export const placesContext: Context = {
  name: 'places',
  deciders: [places, candidacies],
  controllers: [PlacesController],
};
