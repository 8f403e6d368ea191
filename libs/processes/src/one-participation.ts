import { type Decider, keptOf, type ProcessTools } from '#kernel';
import { organisationMerges } from '#organisations';
import { type Place, type PlaceName, places, type Returner } from '#places';
import { MERGES } from '#platform';

/** A place as its book knows it, or who is only noted for one. */
export type Stage = Place | Returner;

/** What its book knows of a place, if anything. */
export const stageIn = async (
  { cohortId, placeId }: PlaceName,
  tools: ProcessTools,
): Promise<Stage | undefined> => {
  const book = await tools.stateOf(places, cohortId);
  return book.places.get(placeId) ?? book.returners.get(placeId);
};

/** What its book knows of a place that was asked for, if anything. */
export const placeOf = async (
  { cohortId, placeId }: PlaceName,
  tools: ProcessTools,
): Promise<Place | undefined> => (await tools.stateOf(places, cohortId)).places.get(placeId);

/** The name alone, of all that names a place. */
export const nameOf = ({ cohortId, placeId }: PlaceName): PlaceName => ({ cohortId, placeId });

/** Where the participant of a place, or its request, goes on. */
export const nextOf = (stage: Stage): PlaceName | undefined => {
  if (!('state' in stage)) return undefined;

  return stage.state === 'deferred' || stage.state === 'moved' ? stage.deferral?.returnTo : stage.carriedTo;
};

/** Where they came from. */
export const cameFrom = (stage: Stage): PlaceName | undefined =>
  stage.returnOf ?? ('state' in stage ? stage.carriedFrom : undefined);

/** True of two ids that stand for one organisation, merged or not. */
export const areOneOrganisation = async (
  one: string,
  other: string,
  tools: ProcessTools,
): Promise<boolean> => {
  const merges = await tools.stateOf(organisationMerges as Decider<Parameters<typeof keptOf>[0]>, MERGES);
  return keptOf(merges, one) === keptOf(merges, other);
};
