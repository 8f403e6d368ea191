import type { BusinessDate } from '#kernel';
import type { Classification } from './events.js';
import type { AwardStatement, GraduationRow } from './graduation.entity.js';

/** A grant with all that was said of it since: how it stands, and the day it counts from. */
interface Grant {
  readonly from: BusinessDate;
  readonly granted: boolean;
  readonly classification: Classification | null;
  readonly statements: readonly AwardStatement[];
}

/** What of a row follows from the statements about the award. */
export type AwardOn = Pick<
  GraduationRow,
  'personId' | 'granted' | 'grantedOn' | 'classification' | 'minute' | 'statedIn' | 'statements'
>;

/** The last day there is: what the statements say of it is how things stand. */
export const NOW_AND_LATER: BusinessDate = '9999-12-31';

/**
 * Whether the award was granted by a day, to whom and since when, with the statements that count on that day; null before
 * the first. The latest statement about a grant wins for every day, whatever its reason: one that was taken away was held on
 * no day, so that what is asked of a past day agrees with the places and the rates.
 */
export const awardOn = (statements: readonly AwardStatement[], day: BusinessDate): AwardOn | null => {
  const grants = statements.reduce<readonly Grant[]>(said, []).filter(({ from }) => from <= day);
  const last = grants.at(-1);
  const latest = last?.statements.at(-1);
  if (!last || !latest) return null;

  return {
    personId: latest.personId,
    granted: last.granted,
    grantedOn: last.granted ? last.from : null,
    classification: last.granted ? last.classification : null,
    minute: latest.minute,
    statedIn: latest.eventId,
    statements: grants.flatMap((grant) => grant.statements),
  };
};

/** A statement without a reason is a grant of its own, any other corrects the one before it. */
const said = (before: readonly Grant[], statement: AwardStatement): readonly Grant[] => {
  const { granted, grantedOn, classification, reason, statedOn } = statement;
  const corrected = reason === undefined ? undefined : before.at(-1);

  return [
    ...(corrected ? before.slice(0, -1) : before),
    {
      from: grantedOn ?? corrected?.from ?? statedOn,
      granted,
      classification: classification === undefined ? (corrected?.classification ?? null) : classification,
      statements: [...(corrected?.statements ?? []), statement],
    },
  ];
};
