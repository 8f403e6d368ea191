import { type BusinessDate, Day, Id, nothing, rule, YesNo } from '#kernel';
import type { Award } from './award.js';
import { awardCorrected, awardGranted } from './events.js';

/**
 * The award of a past place, as its papers tell it; no minute of the board is known. Without a day it was not granted, which
 * only matters where an interrupted import had told it otherwise.
 */
export class RecordPastAward {
  @Id() placeId!: string;
  @Id({ of: 'cohort' }) cohortId!: string;
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Day({ optional: true }) grantedOn?: BusinessDate;
  @YesNo({ optional: true }) withDistinction?: boolean;
}

export const recordPastAward = rule(
  RecordPastAward,
  [],
  ({ placeId, cohortId, personId, awardId, grantedOn, withDistinction }, award: Award) => {
    const of = { placeId, cohortId, personId, awardId };
    const minute = '';
    const granted = grantedOn !== undefined;
    if (award.granted === granted && award.grantedOn === grantedOn) return nothing;
    if (award.statedIn === undefined)
      return [
        awardGranted(
          { ...of, minute, ...(withDistinction ? { classification: 'distinction' as const } : {}) },
          grantedOn,
        ),
      ];

    return [
      awardCorrected({
        ...of,
        granted,
        ...(granted ? { grantedOn } : {}),
        reason: 'recorded_in_error',
        minute,
        corrects: award.statedIn,
      }),
    ];
  },
);
