import type { BusinessDate, Evolve, Instant } from '#kernel';
import type { Classification, GraduationEvent } from './events.js';

/** What is known of the award of one place. */
export interface Award {
  readonly granted: boolean;
  readonly grantedOn?: BusinessDate;
  readonly classification?: Classification;
  readonly minute?: string;
  readonly cohortId?: string;
  readonly personId?: string;
  readonly awardId?: string;
  /** Who it was granted to was corrected: when, and by whom. */
  readonly holderCorrected?: { readonly at: Instant; readonly by: string };
  /** The event that said so last; a correction names it. */
  readonly statedIn?: string;
}

export const noAward: Award = { granted: false };

/** How a graduation remembers each of its facts. */
export const awardSteps: Evolve<Award, GraduationEvent> = {
  AwardGranted: (_, { id, data, effectiveOn }) => ({
    granted: true,
    grantedOn: effectiveOn,
    ...(data.classification === undefined ? {} : { classification: data.classification }),
    minute: data.minute,
    cohortId: data.cohortId,
    personId: data.personId,
    awardId: data.awardId,
    statedIn: id,
  }),
  AwardCorrected: (award, { id, data, recordedAt: at }) => ({
    ...award,
    personId: data.personId,
    ...(data.insteadOf === undefined ? {} : { holderCorrected: { at, by: data.askedBy ?? '' } }),
    granted: data.granted,
    grantedOn: data.granted ? data.grantedOn : undefined,
    ...(data.classification === undefined ? {} : { classification: data.classification ?? undefined }),
    minute: data.minute,
    statedIn: id,
  }),
};
