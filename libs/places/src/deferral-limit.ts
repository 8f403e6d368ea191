import {
  type BusinessDate,
  Day,
  daysAfter,
  Id,
  inWords,
  isRefusal,
  nothing,
  refuse,
  rule,
  Whole,
  Words,
} from '#kernel';
import { withPauses } from './deferral.js';
import { deferredIn } from './deferral-policies.js';
import { deferralExtended, deferralLimitReached, deferralReminded, placeWithdrawn } from './events.js';
import { extendedTo } from './follow-return.js';
import { termsOfNotice } from './move-book.js';
import { endOf, type PlaceBook } from './place-book.js';
import { notifiedInTheFuture } from './refusals.js';

/** An administrator lets the participant return later than the limit. */
export class ExtendDeferral {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day({ description: 'The last day to return by; later than the limit as it is.' }) limitOn!: BusinessDate;
  @Words({ max: 300, example: 'The next cohort starts late', description: 'Never about a person.' })
  reason!: string;
  /** Filled in, not stated: the limit before the days of pauses were added, where it was counted. */
  withoutPauses?: BusinessDate;
}

export const extendDeferral = rule(
  ExtendDeferral,
  ['no-such-place', 'not-deferred', 'limit-not-later'],
  ({ cohortId, placeId, ...extension }, book: PlaceBook) => {
    const found = deferredIn(book, placeId);
    if (isRefusal(found)) return found;
    const { deferral } = found;
    const { limitOn } = extension;
    if (limitOn === deferral.limitOn) return nothing;
    if (limitOn < deferral.limitOn)
      return refuse(
        'limit-not-later',
        `The limit is ${inWords(deferral.limitOn)}, and it never comes earlier. Give a later day.`,
        'limitOn',
      );

    return extendedTo({ cohortId, placeId }, deferral, extension);
  },
);

/** Deferrals one decision extends at most: an append has a limit. */
export const EXTENDED_AT_ONCE = 400;

/** The second next cohort ends later than was known. Sent when the cohorts of the programme say so. */
export class ExtendDeferrals {
  @Id() cohortId!: string;
  @Day() secondNextEndsOn!: BusinessDate;
}

export const extendDeferrals = rule(
  ExtendDeferrals,
  [],
  ({ cohortId, secondNextEndsOn }, book: PlaceBook) => {
    const shorter = [...book.deferred].flatMap((placeId) => {
      const deferral = book.places.get(placeId)?.deferral;
      if (!deferral) return [];
      const limit = withPauses(secondNextEndsOn, deferral);
      return deferral.limitOn < limit ? [{ placeId, from: deferral.limitOn, limitOn: limit }] : [];
    });
    return shorter.slice(0, EXTENDED_AT_ONCE).map(({ placeId, from, limitOn }, index) =>
      deferralExtended({
        cohortId,
        placeId,
        from,
        limitOn,
        withoutPauses: secondNextEndsOn,
        reason: SECOND_NEXT,
        ...(index === EXTENDED_AT_ONCE - 1 && shorter.length > EXTENDED_AT_ONCE
          ? { othersUntil: secondNextEndsOn }
          : {}),
      }),
    );
  },
);

const SECOND_NEXT = 'The second next cohort ends later.';

/** Due so many days before the limit. */
export class RemindDeferral {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day() limitOn!: BusinessDate;
  @Whole(1, 3_650) daysBefore!: number;
}

// A limit that moved, or does not run, has reminders of its own later.
export const remindDeferral = rule(
  RemindDeferral,
  ['reminder-not-due'],
  ({ cohortId, placeId, limitOn, daysBefore }, book: PlaceBook, { today }) => {
    const deferral = book.deferred.has(placeId) ? book.places.get(placeId)?.deferral : undefined;
    if (deferral?.limitOn !== limitOn || deferral.pausedSince !== undefined) return nothing;
    if (deferral.reminded.has(daysBefore) || today > limitOn) return nothing;
    const due = daysAfter(limitOn, -daysBefore);
    if (today < due)
      return refuse('reminder-not-due', `This reminder is due on ${inWords(due)}, not before.`);

    return [deferralReminded({ cohortId, placeId, limitOn, daysBefore })];
  },
);

/** Due when the limit is over. Nothing lapses by it: it waits for an administrator's decision. */
export class ReachDeferralLimit {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day() limitOn!: BusinessDate;
}

export const reachDeferralLimit = rule(
  ReachDeferralLimit,
  ['limit-ahead'],
  ({ cohortId, placeId, limitOn }, book: PlaceBook, { today }) => {
    const deferral = book.deferred.has(placeId) ? book.places.get(placeId)?.deferral : undefined;
    if (deferral?.limitOn !== limitOn || deferral.pausedSince !== undefined) return nothing;
    if (deferral.limitReached) return nothing;
    if (today <= limitOn)
      return refuse('limit-ahead', `They may return until ${inWords(limitOn)}, that day included.`);

    return [deferralLimitReached({ cohortId, placeId, limitOn })];
  },
);

/**
 * An administrator's decision once the limit has come: the place is given up, for the reason it was deferred for. It ends on
 * the day the envelope states; notice that they will not return arrived on `notifiedOn`, which money follows.
 */
export class EndDeferral {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day({ optional: true, description: 'The day notice arrived; default today.' })
  notifiedOn?: BusinessDate;
  @Words({ optional: true, description: 'The document that shows the notice; never about a person.' })
  evidence?: string;
}

export const endDeferral = rule(
  EndDeferral,
  ['no-such-place', 'not-deferred', 'limit-not-reached', 'notified-in-the-future'],
  ({ cohortId, placeId, evidence, ...notice }, book: PlaceBook, { today }) => {
    const place = book.places.get(placeId);
    if (place?.state === 'withdrawn' && place.deferral) return nothing;
    const found = deferredIn(book, placeId);
    if (isRefusal(found)) return found;
    const { deferral } = found;
    if (!deferral.limitReached && (today <= deferral.limitOn || deferral.pausedSince !== undefined))
      return refuse(
        'limit-not-reached',
        `They may return until ${inWords(deferral.limitOn)}. If they will not, withdraw the place.`,
      );

    const notifiedOn = notice.notifiedOn ?? today;
    if (notifiedOn > today) return notifiedInTheFuture();

    const { reasonClass, hadStarted } = deferral;
    return [
      placeWithdrawn({
        ...endOf(book, cohortId, placeId, found.place),
        reasonClass,
        notifiedOn,
        ...(evidence === undefined ? {} : { evidence }),
        hadStarted,
        because: 'deferral_limit',
        ...termsOfNotice(book, found.place, notifiedOn),
      }),
    ];
  },
);
