import { type BusinessDate, Day, Id, nothing, rule } from '#kernel';
import { type Candidacy, placeKey } from './candidacy.js';
import { awardHeld, awardNoLongerHeld } from './events.js';

/** The award was granted to the person for a place: they are a candidate for it no more. */
export class RecordAwardHeld {
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day() grantedOn!: BusinessDate;
}

export const recordAwardHeld = rule(
  RecordAwardHeld,
  [],
  ({ personId, awardId, cohortId, placeId, grantedOn }, { awards }: Candidacy) =>
    awards.get(placeKey({ cohortId, placeId })) === grantedOn
      ? nothing
      : [awardHeld({ personId, awardId, cohortId, placeId, grantedOn }, grantedOn)],
);

/** The award granted for this place was corrected to not granted. */
export class RecordAwardNoLongerHeld {
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const recordAwardNoLongerHeld = rule(
  RecordAwardNoLongerHeld,
  [],
  ({ personId, awardId, cohortId, placeId }, { awards }: Candidacy) =>
    awards.has(placeKey({ cohortId, placeId }))
      ? [awardNoLongerHeld({ personId, awardId, cohortId, placeId })]
      : nothing,
);
