import type { FactsOf, Happened, Instant } from '#kernel';
import type { correctionEvents, FollowedCorrection } from './correction.events.js';
import type { Corrected, DeferralOfPlace } from './deferral.js';
import type { Place } from './place-book.js';

type Event<Name extends 'participantCorrected' | 'placeSponsorCorrected' | 'placeFactStruck'> = Happened<
  FactsOf<Pick<typeof correctionEvents, Name>>
>;

/** Who asked for the place was corrected. */
export const sponsorCorrectedBy = (
  { corrected }: DeferralOfPlace,
  { data, recordedAt }: Event<'placeSponsorCorrected'>,
): DeferralOfPlace['corrected'] => ({ ...corrected, sponsor: correctedBy(data, recordedAt) });

/** That another sponsor took it over was struck: whoever answered before does so again. */
export const transferStruckIn = (
  { corrected, sponsorId: insteadOf }: Place,
  { data, recordedAt }: Event<'placeFactStruck'>,
): DeferralOfPlace['corrected'] =>
  data.fact === 'transferred' && data.sponsorId !== undefined
    ? { ...corrected, sponsor: { ...correctedBy(data, recordedAt), insteadOf } }
    : corrected;

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

const correctedBy = (
  { reason, follows }: { readonly reason: string; readonly follows?: FollowedCorrection },
  saidAt: Instant,
): Corrected => ({ reason, at: follows?.correctedAt ?? saidAt, here: follows === undefined });
