import { type FactsOf, type Happened, type Instant, londonDateOf } from '#kernel';
import type { correctionEvents, FollowedCorrection } from './correction.events.js';
import type { Answered, Corrected, DeferralOfPlace } from './deferral.js';
import type { Place, ToldFact } from './place-book.js';
import { fieldsIn, STATED_WITH, type StatedFact } from './place-statements.js';
import { ANSWERING, toldOf } from './told-facts.js';

type Event<Name extends keyof typeof correctionEvents> = Happened<
  FactsOf<Pick<typeof correctionEvents, Name>>
>;

/** Who asked for the place was corrected. */
export const sponsorCorrectedBy = (
  { corrected }: DeferralOfPlace,
  { data, recordedAt }: Event<'placeSponsorCorrected'>,
): DeferralOfPlace['corrected'] => ({
  ...corrected,
  sponsor: { ...correctedBy(data, recordedAt), askedBy: data.askedBy },
});

/** Who answers was decided by striking what had been: whoever did before does so again, from that day on. */
export const answeredByStriking = (
  { answered }: DeferralOfPlace,
  { fact, on }: ToldFact,
  { recordedAt: at }: Event<'placeFactStruck'>,
): Answered | undefined =>
  ANSWERING.includes(fact) ? { at, on, here: true, notifiedOn: londonDateOf(at) } : answered;

/** Whose the place is was corrected. */
export const participantCorrectedBy = (
  { corrected, asking }: Place,
  { data, recordedAt }: Event<'participantCorrected'>,
): DeferralOfPlace['corrected'] => {
  const askedAt = asking?.kind === 'participant' ? asking.askedAt : undefined;
  return {
    ...corrected,
    participant: { ...correctedBy(data, askedAt ?? recordedAt), askedBy: data.askedBy },
  };
};

/** What else was stated with one of its facts was corrected. */
export const statementCorrectedBy = (
  place: Place,
  { data }: Event<'placeStatementCorrected'>,
): Partial<Place> => {
  const { fact, corrects, modulesPassed } = data;
  const said = fact in STATED_WITH ? fieldsIn(STATED_WITH[fact as StatedFact], data) : {};
  const isOfTheDeferral = corrects === toldOf(place, 'deferred')?.event;

  return {
    told: place.told?.map((one) =>
      one.event === corrects ? { ...one, said: { ...one.said, ...said } } : one,
    ),
    ...(place.deferral && isOfTheDeferral && modulesPassed
      ? { deferral: { ...place.deferral, modulesPassed } }
      : {}),
    // Brought from the place that was left.
    ...(fact !== 'deferred' && place.travelling && modulesPassed
      ? { travelling: { ...place.travelling, modulesPassed } }
      : {}),
  };
};

const correctedBy = (
  { reason, follows }: { readonly reason: string; readonly follows?: FollowedCorrection },
  saidAt: Instant,
): Corrected => ({ reason, at: follows?.correctedAt ?? saidAt, here: follows === undefined });
