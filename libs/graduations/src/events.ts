import { type BusinessDate, event, type FactsOf } from '#kernel';

/** Why an outcome was corrected: a code, because words about a person belong in the person's own stream. */
export const CORRECTION_REASONS = [
  'recorded_in_error',
  'decision_changed',
  'appeal_upheld',
  'misconduct',
] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

interface OfAward {
  readonly placeId: string;
  readonly cohortId: string;
  readonly personId: string;
  readonly awardId: string;
}

/** The board of examiners granted the award, on the event's own date; `minute` is the board's reference. */
export const awardGranted = event('AwardGranted', 1).of<OfAward & { minute: string }>();

/** What an earlier event (`corrects`, its id) said of this award is corrected. The latest statement counts. */
export const awardCorrected = event('AwardCorrected', 1).of<
  OfAward & {
    granted: boolean;
    /** The right day, when it is granted. */
    grantedOn?: BusinessDate;
    reason: CorrectionReason;
    minute: string;
    corrects: string;
  }
>();

/** Every fact of one place's graduation (`graduation-{placeId}`). */
export const graduationsEvents = { awardGranted, awardCorrected };
export type GraduationEvent = FactsOf<typeof graduationsEvents>;
