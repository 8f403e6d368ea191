import {
  type BusinessDate,
  Day,
  derivedId,
  Id,
  inWords,
  ListOf,
  Nested,
  nothing,
  OneOf,
  refuse,
  rule,
  Words,
} from '#kernel';
import type { PlaceName } from './candidacy.js';
import { answeredForIn, limitOf } from './deferral.js';
import { isNamed, returnIsWithinTheLimit } from './deferral-policies.js';
import { placeDeferred, REASON_CLASSES, type ReasonClass } from './events.js';
import { holdsSeat, type Place, type PlaceBook } from './place-book.js';
import { beforeItWasAskedFor } from './correction-days.js';
import { answerPending, asItStands, cohortCancelled, firstRefusal, noSuchPlace } from './refusals.js';
import type { BookRules } from './vocabulary.js';

/** Modules one programme has at most. */
export const MOST_MODULES = 50;

/** Where a participant is to return. */
export class ReturnPlace {
  @Id({ description: 'A later cohort of the same programme.' }) cohortId!: string;
  @Id({
    optional: true,
    description:
      'The id of the place there, chosen by the caller; default: made from the key of this command.',
  })
  placeId?: string;
}

/** A module the participant has passed: it travels along. */
export class ModulePassed {
  @Id() moduleId!: string;
}

/**
 * The participant goes on in a later cohort. It happened on the day the envelope states; notice of it arrived on
 * `notifiedOn`, which money follows. The coded reason belongs in the person's stream.
 */
export class DeferPlace {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(REASON_CLASSES) reasonClass!: ReasonClass;
  @Day({ optional: true, description: 'The day notice arrived; default today.' })
  notifiedOn?: BusinessDate;
  @Words({
    optional: true,
    description: 'Reference of the document that shows the notice; never about a person.',
  })
  evidence?: string;
  @Nested(() => ReturnPlace, {
    optional: true,
    description: 'The cohort of return: it holds a seat, or the participant stands first in its line.',
  })
  returnTo?: ReturnPlace;
  @Day({ optional: true, description: 'When they expect to return, while no cohort is named.' })
  expectedOn?: BusinessDate;
  @ListOf(() => ModulePassed, MOST_MODULES, { optional: true })
  modulesPassed?: ModulePassed[];
  /** What the cohorts of the programme say: when the second next one ends, and when the cohort of return starts. */
  secondNextEndsOn?: BusinessDate;
  returnStartsOn?: BusinessDate;
}

/** The seat comes free for others; the person's candidacy stays with the place until they return or do not. */
export const deferPlace = rule(
  DeferPlace,
  [
    'no-such-place',
    'already-deferred',
    'cohort-cancelled',
    'answer-pending',
    'place-not-deferrable',
    'nobody-named',
    'return-not-started',
    'out-of-order',
    'notified-in-the-future',
    'return-stated-twice',
    'return-in-the-past',
    'return-after-the-limit',
  ],
  (request, book: PlaceBook, { today, effectiveOn, commandId }) => {
    const place = book.places.get(request.placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (place.state === 'deferred') return isRepeated(request, place) ? nothing : alreadyDeferred();

    const limitOn = limitOf(book.rules, effectiveOn, request.secondNextEndsOn);
    const refusal = firstRefusal({ request, place, book, today, effectiveOn, limitOn }, DEFERRABLE);
    if (refusal) return refusal;
    if (place.personId === undefined) return nobodyNamed();

    const { cohortId, placeId, reasonClass, evidence, expectedOn, modulesPassed } = request;
    return [
      placeDeferred({
        cohortId,
        placeId,
        awardId: book.rules.awardId,
        sponsorId: place.sponsorId,
        ...answeredForIn(place),
        personId: place.personId,
        reasonClass,
        notifiedOn: request.notifiedOn ?? today,
        ...(evidence === undefined ? {} : { evidence }),
        hadStarted: place.startedOn !== undefined && place.startedOn <= effectiveOn,
        freedSeat: holdsSeat(place.state),
        limitOn,
        ...(request.returnTo ? { returnTo: returnNameOf(request.returnTo, commandId) } : {}),
        ...(expectedOn === undefined ? {} : { expectedOn }),
        modulesPassed: [
          ...new Set([
            ...(place.travelling?.modulesPassed ?? []),
            ...(modulesPassed ?? []).map(({ moduleId }) => moduleId),
          ]),
        ],
        agreed: agreedIn(book.rules),
      }),
    ];
  },
);

/** The name of the place a participant returns to; without an id of its own it goes by one made from the command's. */
export const returnNameOf = ({ cohortId, placeId }: ReturnPlace, commandId: string): PlaceName => ({
  cohortId,
  placeId: placeId ?? derivedId('return', commandId),
});

/** What places of this book are accepted at. */
const agreedIn = ({ pricePence, terms }: BookRules) => ({ pricePence, terms });

interface Asked {
  readonly request: DeferPlace;
  readonly place: Place;
  readonly book: PlaceBook;
  readonly today: BusinessDate;
  readonly effectiveOn: BusinessDate;
  readonly limitOn: BusinessDate;
}

const cohortRuns = ({ book }: Asked) => (book.cancelled ? cohortCancelled() : undefined);

const nothingIsPending = ({ place }: Asked) => (place.asking ? answerPending() : undefined);

const placeStands = ({ place: { state } }: Asked) =>
  ['accepted', 'confirmed', 'started', 'awaiting_award'].includes(state)
    ? undefined
    : refuse(
        'place-not-deferrable',
        `Only a place that was accepted and has not ended can be deferred; this one is ${asItStands(state)}.`,
        'placeId',
      );

const somebodyIsNamed = ({ place: { state, personId, claimedIn, returnOf } }: Asked) =>
  personId === undefined || (state === 'accepted' && claimedIn === undefined && !returnOf)
    ? nobodyNamed()
    : undefined;

// Who never started here has not come back from the place they left: that one is deferred still.
const returnHasBegun = ({ place: { returnOf, startedOn }, effectiveOn }: Asked) => {
  if (!returnOf) return undefined;
  if (startedOn === undefined)
    return refuse(
      'return-not-started',
      'The participant has not returned yet: name another return for the place they deferred.',
      'placeId',
    );

  return effectiveOn < startedOn
    ? refuse(
        'return-not-started',
        `The participant returned on ${inWords(startedOn)}. If they left before that, withdraw this place as of that day and name another return for the place they deferred.`,
        'placeId',
      )
    : undefined;
};

const wasAskedFor = ({ request: { notifiedOn }, place, effectiveOn }: Asked) =>
  beforeItWasAskedFor(place, effectiveOn, notifiedOn);

const noticeHasArrived = ({ request: { notifiedOn }, today }: Asked) =>
  notifiedOn !== undefined && notifiedOn > today
    ? refuse('notified-in-the-future', 'Notice cannot have arrived after today.', 'notifiedOn')
    : undefined;

const returnIsStatedOnce = ({ request: { returnTo, expectedOn } }: Asked) =>
  returnTo && expectedOn !== undefined
    ? refuse('return-stated-twice', 'Name the cohort of return or a date, not both.', 'expectedOn')
    : undefined;

const returnLiesAhead = ({ request: { expectedOn }, effectiveOn }: Asked) =>
  expectedOn !== undefined && expectedOn <= effectiveOn
    ? refuse(
        'return-in-the-past',
        `The place is deferred from ${inWords(effectiveOn)}: the participant returns later than that.`,
        'expectedOn',
      )
    : undefined;

const returnIsInTime = ({ request: { expectedOn, returnStartsOn }, limitOn }: Asked) =>
  returnIsWithinTheLimit(limitOn, expectedOn, 'expectedOn') ??
  returnIsWithinTheLimit(limitOn, returnStartsOn, 'returnTo');

const DEFERRABLE = [
  cohortRuns,
  nothingIsPending,
  placeStands,
  somebodyIsNamed,
  returnHasBegun,
  wasAskedFor,
  noticeHasArrived,
  returnIsStatedOnce,
  returnLiesAhead,
  returnIsInTime,
] as const;

const nobodyNamed = () =>
  refuse(
    'nobody-named',
    'Nobody holds this place yet, so nobody can return to it. Confirm it for its participant first, or withdraw it.',
    'placeId',
  );

const alreadyDeferred = () =>
  refuse(
    'already-deferred',
    'This place is deferred already. Name its return, or pause or extend the deferral.',
    'placeId',
  );

const isRepeated = ({ returnTo, reasonClass }: DeferPlace, { deferral }: Place): boolean =>
  deferral?.reasonClass === reasonClass &&
  (returnTo === undefined ? deferral.returnTo === undefined : isNamed(deferral, returnTo));
