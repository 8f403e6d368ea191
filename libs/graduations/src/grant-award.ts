import { Id, nothing, OneOf, refuse, rule, Words } from '#kernel';
import type { Award } from './award.js';
import { awardGranted, type Classification, CLASSIFICATIONS } from './events.js';

/** The board of examiners grants the award for a place, on the day the envelope states. This is completion. */
export class GrantAward {
  @Id() placeId!: string;
  @Id({ of: 'cohort' }) cohortId!: string;
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Words({ max: 60, example: 'Board 2008/2, item 4', description: "The board's reference." })
  minute!: string;
  @OneOf(CLASSIFICATIONS, { optional: true, description: 'Where the programme classifies its awards' })
  classification?: Classification;
}

export const grantAward = rule(
  GrantAward,
  ['award-already-granted'],
  ({ placeId, cohortId, personId, awardId, minute, classification }, award: Award, { effectiveOn }) => {
    if (award.granted)
      return award.grantedOn === effectiveOn &&
        award.minute === minute &&
        award.classification === classification &&
        award.cohortId === cohortId &&
        award.personId === personId &&
        award.awardId === awardId
        ? nothing
        : refuse('award-already-granted', 'This award is granted already. If that is wrong, correct it.');

    return [
      awardGranted({
        placeId,
        cohortId,
        personId,
        awardId,
        minute,
        ...(classification === undefined ? {} : { classification }),
      }),
    ];
  },
);
