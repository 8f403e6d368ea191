import { type BusinessDate, event, type FactsOf } from '#kernel';

/** Why an outcome was corrected: a code, because words about a person belong in the person's own stream. */
export const CORRECTION_REASONS = [
  'recorded_in_error',
  'decision_changed',
  'appeal_upheld',
  'misconduct',
] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

/** How well the work was done; which of these a programme uses is its own matter. */
export const CLASSIFICATIONS = ['pass', 'merit', 'distinction'] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

interface OfAward {
  readonly placeId: string;
  readonly cohortId: string;
  readonly personId: string;
  readonly awardId: string;
}

/** The board of examiners granted the award, on the event's own date; `minute` is the board's reference. */
export const awardGranted = event('AwardGranted', 1).of<
  OfAward & { minute: string; classification?: Classification }
>();

/** What an earlier event (`corrects`, its id) said of this award is corrected. The latest statement counts. */
export const awardCorrected = event('AwardCorrected', 1).of<
  OfAward & {
    granted: boolean;
    /** The right day, when it is granted. */
    grantedOn?: BusinessDate;
    /** Absent: as it was; null: it has none. */
    classification?: Classification | null;
    reason: CorrectionReason;
    minute: string;
    corrects: string;
    /** Who was said to hold it, where it was granted to another person (`personId`); and who says so. */
    insteadOf?: string;
    askedBy?: string;
  }
>();

/** Every fact of one place's graduation (`graduation-{placeId}`). */
export const graduationsEvents = { awardGranted, awardCorrected };
export type GraduationEvent = FactsOf<typeof graduationsEvents>;
