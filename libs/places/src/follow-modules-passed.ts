import { Id, type Instant, nothing, rule, Words } from '#kernel';
import { type PlaceName, samePlace } from './candidacy.js';
import { awaitedReturnCorrected, placeStatementCorrected } from './events.js';
import type { Place, PlaceBook } from './place-book.js';
import { lastOf, toldOf } from './told-facts.js';

/** The participant who returns here had passed other modules than were stated. Sent when that was corrected in the place that was left. */
export class FollowModulesPassed {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  returnOf!: PlaceName;
  /** All of them, as they are known by now. */
  modulesPassed!: readonly string[];
  @Words({ max: 200 }) reason!: string;
  askedBy!: string;
  correctedAt!: Instant;
}

/** What a returner brings; whoever deferred here as well takes it further, with what they passed here. */
export const followModulesPassed = rule(FollowModulesPassed, [], (command, book: PlaceBook) => {
  const { cohortId, placeId, returnOf, modulesPassed, reason, askedBy, correctedAt } = command;
  const place = book.places.get(placeId) ?? book.returners.get(placeId);
  if (!place?.returnOf || !samePlace(place.returnOf, returnOf)) return nothing;
  const { modulesPassed: before = [] } = ('state' in place ? place.travelling : place) ?? {};
  if (areAlike(before, modulesPassed)) return nothing;
  const said = { cohortId, placeId, reason, askedBy };
  if (!('state' in place)) {
    const { notedIn: corrects = '' } = place;
    return [
      awaitedReturnCorrected({ ...said, corrects, returnOf: place.returnOf, modulesPassed, correctedAt }),
    ];
  }
  const came = lastOf(place, ['requested', 'accepted']);
  if (!came) return nothing;

  return [
    { told: came, passed: modulesPassed, known: before },
    ...takenFurther(place, before, modulesPassed),
  ].map(({ told: { fact, event: corrects }, passed, known }) =>
    placeStatementCorrected({
      ...{ ...said, corrects, fact, modulesPassed: passed },
      from: { modulesPassed: known },
    }),
  );
});

const takenFurther = (place: Place, before: readonly string[], now: readonly string[]) => {
  const [told, known = []] = [toldOf(place, 'deferred'), place.deferral?.modulesPassed];
  const passed = [...new Set([...now, ...known.filter((moduleId) => !before.includes(moduleId))])];

  return told && place.deferral && !areAlike(known, passed) ? [{ told, passed, known }] : [];
};

const areAlike = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((moduleId) => others.includes(moduleId));
