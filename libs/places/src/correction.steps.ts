import { type BusinessDate, type Evolve, type FactsOf, type Happened, londonDateOf } from '#kernel';
import type { correctionEvents } from './correction.events.js';
import { daysTold, redated, toldOn } from './correction-days.js';
import {
  answeredByStriking,
  participantCorrectedBy,
  sponsorCorrectedBy,
  statementCorrectedBy,
} from './corrected-memory.js';
import { answeringOn, TAKEN_BACK } from './correction-side-facts.js';
import { CORRECTED } from './line.js';
import { statedIn } from './participant-named.js';
import type { Place, PlaceBook, PlaceState, ToldFact } from './place-book.js';
import { changed } from './place-change.js';
import { stoodBefore } from './stood-before.js';
import { isOfTheCourse, toldIn, toldOf } from './told-facts.js';
import type { CourseFact, ExceptedRule, NamedBefore } from './vocabulary.js';

/** How the book remembers corrections: it goes on from what is right. */
export const correctionSteps = {
  PlaceDateCorrected: (book, event) =>
    changed(book, event, (place) => {
      const { effectiveOn: on, data } = event;
      if (data.fact === 'moved') return returnedOn(place, on);
      if (data.follows && place.answered) return answeringOn(place, place.answered, on);
      const fact = toldIn(place, { ...data, fact: data.fact });
      if (!fact) return {};
      const told = toldOn(place, fact, on);

      return { ...leftOn(redated(place, fact, told, on), data.hadStarted), told };
    }),

  StrikingAsked: (book, { id, effectiveOn, ...event }) =>
    changed(book, event, {
      asking: { kind: 'striking', ...event.data, askedIn: id, askedOn: effectiveOn },
    }),
  StrikingRefused: (book, event) => changed(book, event, { asking: undefined }),
  PlaceFactStruck: (book, event) => {
    const { fact, turn } = event.data;
    const next = joinedAtTheHead(book, turn);
    if (isOfTheCourse(fact)) return changed(next, event, (place) => courseStruck(book, place, fact, event));

    const struck = changed(next, event, (place) => sideStruck(place, event));
    // The sponsor is warned anew of the naming date as it is.
    return fact === 'naming_extended' ? { ...struck, toWarn: struck.toWarn.add(event.data.placeId) } : struck;
  },
  SeatRegained: (book, event) =>
    changed(book, event, {
      state: event.data.backTo as PlaceState,
      ...acceptedAgain(event),
      standing: undefined,
      backTo: undefined,
    }),

  ParticipantCorrectionAsked: (book, { id, effectiveOn, recordedAt: askedAt, ...event }) =>
    changed(book, event, {
      asking: { kind: 'participant', ...event.data, askedIn: id, askedOn: effectiveOn, askedAt },
    }),
  ParticipantCorrectionRefused: (book, event) => changed(book, event, { asking: undefined }),
  ParticipantCorrected: (book, event) =>
    changed(book, event, (place) => ({
      personId: event.data.personId,
      // Where they went on alone holds them.
      claimedIn: place.state === 'moved' ? undefined : place.asking?.askedIn,
      corrected: participantCorrectedBy(place, event),
      told: place.told?.map((one) => namedOtherwise(one, event.data, place.asking?.askedIn)),
      asking: undefined,
      ...NOTHING_SAID,
    })),

  PlaceSponsorCorrected: (book, event) =>
    changed(book, event, (place) => ({
      sponsorId: event.data.sponsorId,
      corrected: sponsorCorrectedBy(place, event),
      // Of a sponsor nobody has registered yet none is known: not that of the one recorded in error.
      sector: event.data.sector,
      overShare: event.data.overShare,
    })),
  PlaceSectorCorrected: (book, event) =>
    changed(book, event, { sector: event.data.sector, overShare: event.data.overShare }),
  ParticipantFactsCorrected: (book, event) =>
    changed(book, event, (place) => ({
      kept: {
        ...place.kept,
        [event.data.asAt]: { ...place.kept[event.data.asAt], ...statedIn(event.data) },
      },
      factsCorrected: { ...place.factsCorrected, [event.data.asAt]: true },
    })),
  NoticeCorrected: (book, event) =>
    changed(book, event, (place) => {
      const { corrects, notifiedOn, reasonClass, evidence } = event.data;
      const said = {
        ...(notifiedOn === undefined ? {} : { notifiedOn }),
        ...(reasonClass === undefined ? {} : { reasonClass }),
      };
      const shown = evidence === undefined ? said : { ...said, evidence };
      const isOfTheDeferral = corrects === toldOf(place, 'deferred')?.event;
      return {
        told: place.told?.map((one) =>
          one.event === corrects ? { ...one, notice: { ...one.notice, ...shown } } : one,
        ),
        ...(place.deferral && isOfTheDeferral ? { deferral: { ...place.deferral, ...said } } : {}),
      };
    }),
  PlaceStatementCorrected: (book, event) =>
    changed(book, event, (place) => statementCorrectedBy(place, event)),
  BookPriceCorrected: (book, { data: { pricePence, terms } }) =>
    book.rules ? { ...book, rules: { ...book.rules, pricePence, terms } } : book,
  PlaceReferencesCorrected: (book, event) =>
    changed(book, event, {
      ...(event.data.reference === undefined ? {} : { reference: event.data.reference }),
      ...(event.data.purchaseOrder === undefined ? {} : { purchaseOrder: event.data.purchaseOrder }),
    }),
} satisfies Evolve<PlaceBook, FactsOf<typeof correctionEvents>>;

type Struck = Happened<FactsOf<Pick<typeof correctionEvents, 'placeFactStruck'>>>;

/** What stands of what was told when a fact is struck: all but it, and what rested on it alone. */
const toldWithout = (place: Place, { fact, corrects, fell = [] }: Struck['data']): readonly ToldFact[] => {
  const struck = toldIn(place, { fact, corrects });
  const gone = new Set(fell.map(({ event }) => event));

  return (place.told ?? []).filter((one) => one !== struck && !gone.has(one.event));
};

const courseStruck = (book: PlaceBook, place: Place, fact: CourseFact, event: Struck): Partial<Place> => {
  const { data } = event;
  const { seat, turn, backTo } = data;
  const told = toldWithout(place, data);
  const stood = stoodBefore(book, place, fact);
  return {
    ...stood,
    ...daysTold({ ...place, ...stood }, told),
    ...(place.asking ? { claimedIn: place.asking.askedIn } : {}),
    ...acceptedAgain(event),
    asking: undefined,
    told,
    ...(seat === 'awaited'
      ? { state: 'waiting' as const, standing: CORRECTED, turn, backTo }
      : { state: backTo as PlaceState, ...(turn === undefined ? {} : { turn }) }),
    ...(seat === 'over_capacity' ? overRuled(place, 'capacity') : {}),
  };
};

const acceptedAgain = ({
  data,
  recordedAt,
}: Pick<Happened, 'recordedAt'> & { readonly data: { readonly backTo?: string } }): Partial<Place> =>
  data.backTo === 'accepted' ? { acceptedAgainOn: londonDateOf(recordedAt) } : {};

const sideStruck = (place: Place, event: Struck): Partial<Place> => {
  const { data, recordedAt } = event;
  const { fact, turn, backTo, seat, freedSeat } = data;
  const struck = toldIn(place, data);
  if (!struck || isOfTheCourse(fact)) return {};
  const told = toldWithout(place, data);

  return {
    ...TAKEN_BACK[fact].without(place, struck, told, londonDateOf(recordedAt)),
    ...(turn === undefined ? {} : { turn }),
    // The offer that was made because of it falls with it.
    ...(freedSeat ? { until: undefined, extended: undefined } : {}),
    state: seat === 'awaited' ? 'waiting' : (backTo as PlaceState),
    answered: answeredByStriking(place, struck, event),
    told,
  };
};

const returnedOn = ({ deferral }: Place, on: BusinessDate): Partial<Place> =>
  deferral?.returned ? { deferral: { ...deferral, returned: { ...deferral.returned, on } } } : {};

const leftOn = (place: Partial<Place>, hadStarted: boolean | undefined): Partial<Place> =>
  hadStarted === undefined || !place.deferral
    ? place
    : { ...place, deferral: { ...place.deferral, hadStarted } };

const overRuled = ({ overRules = [] }: Place, rule: ExceptedRule): Partial<Place> => ({
  overRules: [...new Set([...overRules, rule])],
});

const joinedAtTheHead = (book: PlaceBook, turn: number | undefined): PlaceBook =>
  turn === undefined ? book : { ...book, nextTurn: Math.max(book.nextTurn, turn + 1) };

// What was stated, kept or corrected of the one recorded in error is not said of the other.
const NOTHING_SAID = { stated: {}, kept: {}, factsCorrected: undefined } satisfies Partial<Place>;

/** Who was recorded in error is not named again when a fact is struck, but who it was in truth. */
const namedOtherwise = (
  told: ToldFact,
  { personId, insteadOf }: { readonly personId: string; readonly insteadOf: NamedBefore },
  claimedIn: string | undefined,
): ToldFact => {
  const { before } = told;
  if (before?.personId !== insteadOf.personId) return told;
  const isTheirs = before.claimedIn !== undefined && before.claimedIn === insteadOf.askedIn;

  return {
    ...told,
    before: { ...before, personId, ...NOTHING_SAID, ...(isTheirs ? { claimedIn } : {}) },
  };
};
