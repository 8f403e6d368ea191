import type { Context } from '#platform';
import { candidacies } from './candidacies.decider.js';
import { ChangeController } from './change.controller.js';
import { CorrectionController } from './correction.controller.js';
import { DeferralController } from './deferral.controller.js';
import { OrderController } from './order.controller.js';
import { PlacesController } from './places.controller.js';
import { participation } from './participation.js';
import { candidaciesHeld } from './participation-held-twice.projection.js';
import { HeldTwiceController, ListHeldTwiceHandler } from './participation-held-twice.queries.js';
import { places } from './places.decider.js';
import { sponsorship } from './sponsorship.js';

export * from './commands.js';
export { candidacies, participation, places, sponsorship };
export type { Participation, PlaceOfPerson } from './participation.js';
export type { Sponsorship } from './sponsorship.js';
export { type HeldTwice, ListHeldTwice } from './participation-held-twice.queries.js';
export {
  candidacyId,
  type Candidacy,
  isHeldBy,
  placeIn,
  placeKey,
  type PlaceName,
  samePlace,
} from './candidacy.js';
export {
  answeredForIn,
  type Deferral,
  DEFERRAL_REMINDER_DAYS,
  limitOf,
  type Returner,
  withPauses,
} from './deferral.js';
export { type PastPlace } from './past-book.js';
export { courseOf, isWithdrawn, type PastCourse } from './past-course.js';
export { pastDaysOf } from './follow-past-place.js';
export { clashesOf } from './record-past-candidacy.js';
export { columnOf, differsFromRecorded, fieldsThatDiffer, statementOf } from './record-past-place.js';
export { namingDateOf, namingDateOfBook } from './naming-date.js';
export { endedWithItsCohort } from './end-places.js';
export { notPlacedByAWrongDay } from './not-placed.js';
export { hasHeld, refusedFor } from './refused-for.js';
export { isOngoing, type Place, type PlaceBook, type PlaceState } from './place-book.js';

/** Places: one book per cohort decides every seat; candidacies see to it that nobody holds two. */
export const placesContext: Context = {
  name: 'places',
  deciders: [places, candidacies, participation, sponsorship],
  projections: [candidaciesHeld],
  controllers: [
    PlacesController,
    OrderController,
    ChangeController,
    DeferralController,
    CorrectionController,
    HeldTwiceController,
  ],
  queries: [ListHeldTwiceHandler],
};
