import { Map, Set } from 'immutable';
import type { Place, PlaceBook } from './place-book.js';

/** The sponsor that answers for a place: none for one without sponsor, or whose participant funds it. */
export const answeringFor = ({ sponsorId, withoutSponsor, selfFunded }: Place): string | undefined =>
  withoutSponsor || selfFunded ? undefined : sponsorId;

/** Counts with one taken off for who answered before and one added for who answers after. */
export const recounted = (
  counts: Map<string, number>,
  before: string | undefined,
  after: string | undefined,
): Map<string, number> => {
  if (before === after) return counts;

  const without = before === undefined ? counts : counts.update(before, 0, (count) => count - 1);
  return after === undefined ? without : without.update(after, 0, (count) => count + 1);
};

/** What is accepted waits for its participant until it is confirmed or ends; one that returns is named already. */
export const waitedFor = (
  { unnamed, toWarn }: PlaceBook,
  placeId: string,
  before: Place | undefined,
  after: Place,
): Pick<PlaceBook, 'unnamed' | 'toWarn'> => {
  const is = isWaitedFor(after);
  if (isWaitedFor(before) === is) return { unnamed, toWarn };

  return is
    ? { unnamed: unnamed.add(placeId), toWarn: toWarn.add(placeId) }
    : { unnamed: unnamed.delete(placeId), toWarn: toWarn.delete(placeId) };
};

const isWaitedFor = (place: Place | undefined): boolean =>
  place?.state === 'accepted' && place.returnOf === undefined;

/** Which places are meant for whom, after one of them changed. */
export const reindexed = (
  index: Map<string, Set<string>>,
  placeId: string,
  before: readonly string[],
  after: readonly string[],
): Map<string, Set<string>> => {
  let next = index;
  for (const person of before)
    if (!after.includes(person)) {
      const others = next.get(person, Set<string>()).delete(placeId);
      next = others.isEmpty() ? next.delete(person) : next.set(person, others);
    }
  for (const person of after) next = next.update(person, Set<string>(), (places) => places.add(placeId));
  return next;
};
