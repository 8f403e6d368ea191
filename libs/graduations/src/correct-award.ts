import { type BusinessDate, Day, Id, nothing, OneOf, refuse, rule, Words, YesNo } from '#kernel';
import type { Award } from './award.js';
import {
  awardCorrected,
  type Classification,
  CLASSIFICATIONS,
  CORRECTION_REASONS,
  type CorrectionReason,
} from './events.js';

/**
 * What was said of an award was wrong: it was not granted, or on another day, with another class, or to another person. Names
 * the event it corrects, and holds for every day. Whoever was granted it held the place: that is corrected with it.
 */
export class CorrectAward {
  @Id() placeId!: string;
  @Id() cohortId!: string;
  @YesNo() granted!: boolean;
  @Day({ optional: true, description: 'The right day, when it is granted. Default: as it was' })
  grantedOn?: BusinessDate;
  @OneOf(CLASSIFICATIONS, {
    optional: true,
    description: 'The right class. Default: as it was; null: it has none',
  })
  classification?: Classification | null;
  @Id({ of: 'person', optional: true, description: 'Who was granted it. Default: as it was' })
  personId?: string;
  @OneOf(CORRECTION_REASONS) reason!: CorrectionReason;
  @Words({
    max: 60,
    example: 'Board 2008/3, item 1',
    description:
      "The board's reference: for the correction, or the right one of the grant, if only that was wrong.",
  })
  minute!: string;
  @Id({ description: 'The event that said so last: the grant, or the latest correction.' })
  corrects!: string;
}

export const correctAward = rule(
  CorrectAward,
  [
    'no-award',
    'corrects-another-event',
    'granted-on-missing',
    'granted-on-in-the-future',
    'holder-of-no-award',
  ],
  (correction, award: Award, { today, actor }) => {
    const { placeId, cohortId, granted, classification, reason, minute, corrects } = correction;
    const grantedOn = correction.grantedOn ?? award.grantedOn;
    const { personId: before, awardId } = award;
    const personId = correction.personId ?? before;
    if (
      before === undefined ||
      personId === undefined ||
      awardId === undefined ||
      award.cohortId !== cohortId
    )
      return refuse(
        'no-award',
        'No award was ever granted for this place: grant it first, or check the place.',
        'placeId',
      );
    if (isSo(correction, award)) return nothing;
    if (corrects !== award.statedIn)
      return refuse(
        'corrects-another-event',
        'This is not the latest that was said of the award. Look again and correct that.',
        'corrects',
      );
    if (granted && grantedOn === undefined)
      return refuse('granted-on-missing', 'Say on which day the award was granted.', 'grantedOn');
    if (granted && grantedOn !== undefined && grantedOn > today)
      return refuse(
        'granted-on-in-the-future',
        'An award cannot have been granted after today: state the day it was.',
        'grantedOn',
      );
    if (!granted && personId !== before)
      return refuse(
        'holder-of-no-award',
        'Nobody holds an award that was not granted: say that it was, or leave the person out.',
        'personId',
      );

    return [
      awardCorrected({
        placeId,
        cohortId,
        personId,
        awardId,
        granted,
        ...(granted ? { grantedOn } : {}),
        ...(granted && classification !== undefined ? { classification } : {}),
        reason,
        minute,
        corrects,
        ...(personId === before ? {} : { insteadOf: before, askedBy: actor }),
      }),
    ];
  },
);

const isSo = (
  { granted, grantedOn, classification, personId, minute }: CorrectAward,
  award: Award,
): boolean =>
  granted === award.granted &&
  minute === award.minute &&
  (personId ?? award.personId) === award.personId &&
  (!granted ||
    ((grantedOn ?? award.grantedOn) === award.grantedOn &&
      (classification === undefined || (classification ?? undefined) === award.classification)));
