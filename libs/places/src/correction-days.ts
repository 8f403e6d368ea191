import { type BusinessDate, inWords, type Refusal, refuse } from '#kernel';
import { deferralBy, OF_THE_LIMIT } from './correction-limit.js';
import { answeringOn } from './correction-side-facts.js';
import { isBound, type Place, type PlaceCorrections, type ToldFact } from './place-book.js';
import { ANSWERING, lastOf, toldOf } from './told-facts.js';
import type { CorrectableFact } from './vocabulary.js';

/** What a place remembers of days, by its facts as they stand: of the place as it stood before a fact they may be old. */
export const daysTold = (place: Place, told: readonly ToldFact[]): Partial<Place> => {
  const accepted = toldOf({ told }, 'accepted')?.on;
  const confirmed = lastOf({ told }, NAMING)?.on;
  const started = toldOf({ told }, 'started')?.on;
  return {
    ...(place.acceptedOn === undefined || accepted === undefined ? {} : { acceptedOn: accepted }),
    ...(place.confirmedOn === undefined || confirmed === undefined ? {} : { confirmedOn: confirmed }),
    ...(place.startedOn === undefined || started === undefined ? {} : { startedOn: started }),
    ...(place.deferral ? { deferral: deferralBy(place.deferral, told) } : {}),
  };
};

const NAMING: readonly CorrectableFact[] = ['confirmed', 'substituted'];

/** What follows for a place when one of its facts happened on another day; `told` has that day already. */
export const redated = (
  place: Place,
  fact: ToldFact,
  told: readonly ToldFact[],
  on: BusinessDate,
): Partial<Place> => ({
  ...daysTold(place, told),
  ...(ANSWERING.includes(fact.fact) ? answeringOn(place, fact, on) : {}),
});

/** Nothing becomes of a place before the day it was asked for, nor does notice of it arrive. */
export const beforeItWasAskedFor = (
  place: PlaceCorrections,
  on: BusinessDate,
  notifiedOn: BusinessDate = on,
): Refusal<'out-of-order'> | undefined => {
  const asked = place.told?.[0];
  if (!asked || (on >= asked.on && notifiedOn >= asked.on)) return undefined;

  return refuse(
    'out-of-order',
    `The place was asked for on ${inWords(asked.on)}: choose a day from then on, or correct that day first.`,
    on < asked.on ? undefined : 'notifiedOn',
  );
};

/** What was told, one of it on another day. */
export const toldOn = (
  { told = [] }: PlaceCorrections,
  fact: ToldFact,
  on: BusinessDate,
): readonly ToldFact[] => told.map((one) => (one === fact ? { ...one, on } : one));

/** What ends a place its sponsor was bound by, or takes its participant out of the cohort: after the start, or before. */
const LEFT: readonly CorrectableFact[] = ['withdrawn', 'deferred'];

/** Whether a place was left after its start, by the days told: undefined where nobody left it, or it had bound nobody. */
const leftAfterTheStart = (told: readonly ToldFact[]): boolean | undefined => {
  const left = lastOf({ told }, LEFT);
  if (!left?.before || !isBound(left.before)) return undefined;
  const started = toldOf({ told }, 'started')?.on;

  return started !== undefined && started <= left.on;
};

/** What a corrected day says of the start, where the place was left on the other side of it than was recorded. */
export const sideOfTheStart = (
  before: readonly ToldFact[],
  after: readonly ToldFact[],
): { readonly hadStarted?: boolean } => {
  const hadStarted = leftAfterTheStart(after);

  return hadStarted === undefined || hadStarted === leftAfterTheStart(before) ? {} : { hadStarted };
};

/** True of facts by which the limit of a deferral is counted. */
export const movesTheLimit = (fact: CorrectableFact): boolean => OF_THE_LIMIT.includes(fact);
