import {
  type BusinessDate,
  type Evolve,
  type FactsOf,
  type Happened,
  type Instant,
  stated,
  undated,
} from '#kernel';
import { Set } from 'immutable';
import { placeKey, type PlaceName, samePlace } from './candidacy.js';
import { bound } from './change.steps.js';
import {
  type AnsweredFor,
  answeredForIn,
  type Deferral,
  type Returner,
  returnKey,
  travellingIn,
} from './deferral.js';
import type { deferralEvents } from './deferral.events.js';
import { RETURNING } from './line.js';
import type { Place, PlaceBook } from './place-book.js';
import { changed } from './place-change.js';
import type { Answering } from './place-changes.js';

/** How the book remembers deferrals, and returns to it. */
export const deferralSteps = {
  PlaceDeferred: (book, event) => {
    const { data, effectiveOn } = event;
    return changed(book, event, {
      state: 'deferred',
      asking: undefined,
      deferral: {
        on: effectiveOn,
        hadStarted: data.hadStarted,
        reasonClass: data.reasonClass,
        notifiedOn: data.notifiedOn,
        modulesPassed: data.modulesPassed,
        limitOn: data.limitOn,
        pausedDays: 0,
        named: Set<string>(),
        reminded: Set<number>(),
        limitReached: false,
        ...(data.returnTo === undefined ? {} : named(data.returnTo, Set())),
      },
    });
  },
  ReturnNamed: (book, event) =>
    changed(
      book,
      event,
      deferral((so) => named(event.data.returnTo, so.named)),
    ),
  ReturnLost: (book, event) =>
    changed(
      book,
      event,
      deferral(() => ({ returnTo: undefined })),
    ),
  DeferralPaused: (book, event) =>
    changed(
      book,
      event,
      deferral(() => ({ pausedSince: event.effectiveOn, limitReached: false })),
    ),
  DeferralResumed: (book, event) =>
    changed(
      book,
      event,
      deferral((so) => ({
        ...limited(event.data.limitOn),
        pausedDays: so.pausedDays + event.data.days,
        pausedSince: undefined,
        resumedOn: event.effectiveOn,
      })),
    ),
  DeferralExtended: (book, event) =>
    changed(
      book,
      event,
      deferral(() => limited(event.data.limitOn)),
    ),
  DeferralReminded: (book, event) =>
    changed(
      book,
      event,
      deferral((so) => ({ reminded: so.reminded.add(event.data.daysBefore) })),
    ),
  DeferralLimitReached: (book, event) =>
    changed(
      book,
      event,
      deferral(() => ({ limitReached: true })),
    ),
  DeferredPlaceReturned: (book, event) =>
    changed(book, event, (place) => ({
      state: 'moved',
      claimedIn: undefined,
      ...deferral((so) => ({
        ...named(event.data.returnedTo, so.named),
        returned: { on: event.effectiveOn, event: event.id },
      }))(place),
    })),
  // The place claims the person anew, by this event.
  ReturnUndone: (book, event) =>
    changed(book, event, (place) => ({
      state: 'deferred',
      claimedIn: event.id,
      ...deferral((so) => ({ ...named(event.data.returnTo, so.named), returned: undefined }))(place),
    })),

  PlaceReturnedTo: (book, event) => ({
    ...changed(book, event, (place) => ({
      state: 'accepted',
      ...bound(book, event),
      ...answeredFor(place, event.effectiveOn, event.data),
      personId: event.data.personId,
      returnOf: nameOf(event.data.returnOf),
      travelling: travellingIn(event.data),
    })),
    returners: book.returners.delete(event.data.placeId),
  }),
  // Without a turn it is noted only: the book is not open, and nothing in it is a place yet.
  ReturnAwaited: (book, event) => {
    const { cohortId: _, placeId, turn, answeredAt, ...returner } = event.data;
    return turn === undefined
      ? {
          ...book,
          returners: book.returners.set(placeId, {
            ...returner,
            notedIn: event.id,
            notedOn: event.effectiveOn,
            ...(answeredAt === undefined ? {} : notedAgain(book, event, answeredAt)),
          }),
        }
      : {
          ...changed(book, event, (place) => ({
            turn,
            standing: RETURNING,
            travelling: travellingIn(returner),
            ...answeredFor(place, event.effectiveOn, returner),
          })),
          returners: book.returners.delete(placeId),
          nextTurn: turn + 1,
        };
  },
  AwaitedReturnCorrected: (book, { data }) => {
    const { placeId, returnOf, reason, correctedAt: at, askedBy } = data;
    const noted = book.returners.get(placeId);
    if (!noted || !samePlace(noted.returnOf, returnOf)) return book;
    const { sponsorId = noted.sponsorId, sector = noted.sector, personId = noted.personId } = data;
    const { modulesPassed = noted.modulesPassed } = data;
    const corrected = {
      ...noted.corrected,
      ...(data.sponsorId === undefined ? {} : { sponsor: { reason, at, here: false, askedBy } }),
      ...(data.personId === undefined
        ? {}
        : { participant: { reason, at, here: false, askedBy: askedBy ?? '' } }),
    };

    return {
      ...book,
      returners: book.returners.set(placeId, {
        ...noted,
        sponsorId,
        sector,
        personId,
        modulesPassed,
        corrected,
      }),
    };
  },
  ReturnGivenUp: (book, { data }) => ({
    ...book,
    returners: isExpected(book, data) ? book.returners.delete(data.placeId) : book.returners,
    givenUp: book.givenUp.add(returnKey(data.placeId, data.returnOf)),
  }),
} satisfies Evolve<PlaceBook, FactsOf<typeof deferralEvents>>;

// Whoever else was noted under that id stays.
const isExpected = (
  { returners }: PlaceBook,
  { placeId, returnOf }: { readonly placeId: string; readonly returnOf: PlaceName },
): boolean => {
  const noted = returners.get(placeId);
  return noted !== undefined && samePlace(noted.returnOf, returnOf);
};

// Whoever was noted stays as they were corrected.
const notedAgain = (
  { returners }: PlaceBook,
  { data, effectiveOn: on }: Happened<FactsOf<Pick<typeof deferralEvents, 'returnAwaited'>>>,
  at: Instant,
): Partial<Returner> => {
  const corrected = returners.get(data.placeId)?.corrected;
  const { notifiedOn = on } = data.withoutSponsor ?? {};
  return { ...(corrected ? { corrected } : {}), answered: { at, on, notifiedOn, here: false } };
};

// As in the place that was left, where no sponsor answers, nobody binds the old one here.
const answeredFor = ({ answering }: Place, on: BusinessDate, data: AnsweredFor): Partial<Place> => {
  const { selfFunded, withoutSponsor } = data;
  if (!selfFunded && !withoutSponsor) return {};
  const who: Answering = selfFunded ? { selfFunded } : {};

  return { ...answeredForIn(data), answering: answering ?? stated(undated<Answering>(), on, who) };
};

const nameOf = ({ cohortId, placeId }: PlaceName): PlaceName => ({ cohortId, placeId });

const named = (returnTo: PlaceName, before: Set<string>): Pick<Deferral, 'returnTo' | 'named'> => ({
  returnTo: nameOf(returnTo),
  named: before.add(placeKey(returnTo)),
});

// What was said of the old limit is not said of the new one.
const limited = (limitOn: BusinessDate): Partial<Deferral> => ({
  limitOn,
  reminded: Set<number>(),
  limitReached: false,
});

const deferral =
  (change: (so: Deferral) => Partial<Deferral>) =>
  (place: Place): Partial<Place> =>
    place.deferral ? { deferral: { ...place.deferral, ...change(place.deferral) } } : {};
