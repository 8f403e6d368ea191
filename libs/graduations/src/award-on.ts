import type { BusinessDate } from '#kernel';
import type { Classification } from './events.js';
import type { AwardStatement } from './graduation.entity.js';

/** An award as it was held: from a day on, until another where it was taken away. */
interface Held {
  readonly personId: string;
  readonly from: BusinessDate;
  readonly until?: BusinessDate;
  readonly classification?: Classification;
}

/** Whether the award was granted by a day, to whom and since when: what its statements, taken together, say of that day. */
export interface AwardOn {
  readonly granted: boolean;
  readonly grantedOn: BusinessDate | null;
  readonly classification: Classification | null;
}

/** The last day there is: what the statements say of it is how things stand. */
export const NOW_AND_LATER: BusinessDate = '9999-12-31';

/**
 * The latest statement about the award wins. One that was recorded in error is as though it had never been said; one that was
 * granted and taken away later was held until then.
 */
export const awardOn = (statements: readonly AwardStatement[], day: BusinessDate): AwardOn => {
  const held = statements
    .reduce<readonly Held[]>(said, [])
    .findLast(({ from, until }) => from <= day && (until === undefined || day < until));
  return {
    granted: held !== undefined,
    grantedOn: held?.from ?? null,
    classification: held?.classification ?? null,
  };
};

const said = (
  before: readonly Held[],
  { granted, grantedOn, classification, personId, reason, statedOn }: AwardStatement,
): readonly Held[] => {
  const last = before.at(-1);
  const others = before.slice(0, -1);
  if (!granted || grantedOn === undefined) {
    if (!last) return before;
    return reason === 'recorded_in_error' ? others : [...others, { ...last, until: statedOn }];
  }

  const graded = classification ?? (reason && last?.classification);
  const held = { personId, from: grantedOn, ...(graded === undefined ? {} : { classification: graded }) };
  return reason === undefined ? [...before, held] : [...others, held];
};

/** The first day anything was said of: before it there is no award to speak of. */
export const firstDayOf = (statements: readonly AwardStatement[]): BusinessDate =>
  statements
    .map(({ grantedOn, statedOn }) => grantedOn ?? statedOn)
    .reduce((first, day) => (day < first ? day : first), NOW_AND_LATER);
