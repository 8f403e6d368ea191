import { type BusinessDate, daysAfter, earlierOf, Id, nothing, rule } from '#kernel';
import { namingWarned, placeWithdrawn } from './events.js';
import { termsOfNotice } from './move-book.js';
import { lastDayOfWarning, lastNamingDay, namingDateOf, warningStands } from './naming-date.js';
import { endOf, type Place, type PlaceBook } from './place-book.js';
import type { BookRules } from './vocabulary.js';

/** Places one decision warns at most: an append has a limit. The last of a full batch says that there may be more. */
export const WARNED_AT_ONCE = 400;

/**
 * Warns of every accepted place, or of one, whose naming date is over and whose participant is not confirmed. Sent when
 * such a date is over; what is not due, or just being confirmed, is left alone.
 */
export class WarnUnnamed {
  @Id() cohortId!: string;
  @Id({ optional: true }) placeId?: string;
}

export const warnUnnamed = rule(WarnUnnamed, [], ({ cohortId, placeId }, book: PlaceBook, { today }) => {
  const { rules } = book;
  if (!rules || book.cancelled) return nothing;

  const asked = placeId === undefined ? book.toWarn.toSeq() : [placeId];
  const due = [];
  for (const id of asked) {
    const place = book.places.get(id);
    if (place && isToBeWarned(book, rules, place, today))
      due.push({ placeId: id, ...warning(rules, place, today) });
    if (due.length === WARNED_AT_ONCE) break;
  }
  return due.map((of, index) =>
    namingWarned({
      cohortId,
      ...of,
      ...(index === WARNED_AT_ONCE - 1 ? { othersUnnamed: true as const } : {}),
    }),
  );
});

/**
 * Releases a place whose participant was not confirmed though its sponsor was warned: as a withdrawal of which notice was
 * given on the last day it was waited for. A confirmation that is being decided keeps it; a warning that is void because
 * the naming date moved releases nothing.
 */
export class ReleaseUnnamed {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const releaseUnnamed = rule(
  ReleaseUnnamed,
  [],
  ({ cohortId, placeId }, book: PlaceBook, { today }) => {
    const place = book.places.get(placeId);
    if (!place?.warning || !book.rules || book.cancelled) return nothing;
    if (!isUnconfirmed(place) || !warningStands(book, place)) return nothing;

    const { releasedAfter } = place.warning;
    if (today <= releasedAfter) return nothing;

    return [
      placeWithdrawn(
        {
          ...endOf(book, cohortId, placeId, place),
          reasonClass: 'organisation',
          notifiedOn: releasedAfter,
          hadStarted: false,
          because: 'not_named',
          ...termsOfNotice(book, place, releasedAfter),
        },
        daysAfter(releasedAfter, 1),
      ),
    ];
  },
);

const isToBeWarned = (book: PlaceBook, rules: BookRules, place: Place, today: BusinessDate): boolean =>
  isUnconfirmed(place) && !warningStands(book, place) && today > namingDateOf(rules, place);

// Whoever returns from a deferral holds the place already, whether or not that was confirmed again.
const isUnconfirmed = (place: Place): boolean =>
  place.state === 'accepted' && place.returnOf === undefined && !place.asking;

// However late it is given, the warning comes before the release. Until the last joining date somebody else could have the
// seat; after it nobody could, and the sponsor has all the days.
const warning = (rules: BookRules, place: Place, today: BusinessDate) => {
  const last = [lastNamingDay(rules, place), rules.lastJoiningDate].find((day) => today <= day);
  return {
    namingDate: namingDateOf(rules, place),
    releasedAfter: earlierOf(lastDayOfWarning(today), last ?? lastDayOfWarning(today)),
  };
};
