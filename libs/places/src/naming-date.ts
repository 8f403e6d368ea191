import { type BusinessDate, daysAfter, earlierOf, laterOf } from '#kernel';
import { lastDayOfCohort, mayJoinLate } from './late-joiner.js';
import type { Place, PlaceBook } from './place-book.js';
import type { BookRules } from './vocabulary.js';

/** Days a sponsor has from its acceptance on, and again from the warning on, to have its participant confirmed. */
export const NAMING_GRACE_DAYS = 14;

/** The naming date of a book: of every place that was accepted long enough before it. */
export const namingDateOfBook = ({ startsOn, namingDays }: BookRules): BusinessDate =>
  daysAfter(startsOn, -namingDays);

/**
 * The last day a place can be waited for: the one before the start, or for a late joiner's the last joining date. It is the
 * end of the cohort where an exception let it join later still, or a correction came too late for a warning before the start.
 */
export const lastNamingDay = (rules: BookRules, place: Place): BusinessDate => {
  const beforeTheStart = daysAfter(rules.startsOn, -1);
  if (place.acceptedAgainOn && lastDayOfWarning(place.acceptedAgainOn) > beforeTheStart)
    return lastDayOfCohort(rules);
  if (boundSince(place) < beforeTheStart) return beforeTheStart;

  return mayJoinLate(place) ? lastDayOfCohort(rules) : laterOf(beforeTheStart, rules.lastJoiningDate);
};

/** The last day of a warning that has all its days. */
export const lastDayOfWarning = (warnedOn: BusinessDate): BusinessDate =>
  daysAfter(warnedOn, NAMING_GRACE_DAYS - 1);

/**
 * Until when the participant of a place is to be confirmed, that day included: so many days before the start as it is
 * now, but not before two weeks from the acceptance or a day it was extended to, and never too late to be waited for.
 */
export const namingDateOf = (rules: BookRules, place: Place): BusinessDate => {
  const asked = laterOf(namingDateOfBook(rules), daysAfter(boundSince(place), NAMING_GRACE_DAYS));

  return earlierOf(lastNamingDay(rules, place), laterOf(asked, place.namingUntil ?? asked));
};

/** True while the place was warned of the naming date as it is now, and its start has not moved since. */
export const warningStands = ({ rules, startMoves }: PlaceBook, place: Place): boolean =>
  rules !== undefined &&
  place.warning?.startMoves === startMoves &&
  place.warning.namingDate === namingDateOf(rules, place);

const boundSince = ({ boundOn, acceptedOn }: Place): BusinessDate => {
  const day = boundOn ?? acceptedOn;
  if (day === undefined) throw new Error('Only an accepted place has a naming date.');

  return day;
};
