import type { Evolve, FactsOf } from '#kernel';
import type { correctionEvents } from './correction.events.js';
import { CORRECTED } from './line.js';
import { statedIn } from './participant-named.js';
import { isOngoing, type Place, type PlaceBook, type PlaceState } from './place-book.js';
import { changed } from './place-change.js';
import { type ToldFact } from './place-book.js';
import { toldOf } from './told-facts.js';
import type { CorrectableFact, ExceptedRule, NamedBefore } from './vocabulary.js';

/** How the book remembers corrections: it goes on from what is right. */
export const correctionSteps = {
  PlaceDateCorrected: (book, event) =>
    changed(book, event, (place) => ({
      ...dayOf(event.data.fact, event.effectiveOn),
      ...(event.data.fact === 'deferred' && place.deferral
        ? { deferral: { ...place.deferral, on: event.effectiveOn } }
        : {}),
      told: place.told?.map((one) =>
        one.fact === event.data.fact ? { ...one, on: event.effectiveOn } : one,
      ),
    })),

  StrikingAsked: (book, { id, effectiveOn, ...event }) =>
    changed(book, event, {
      asking: { kind: 'striking', ...event.data, askedIn: id, askedOn: effectiveOn },
    }),
  StrikingRefused: (book, event) => changed(book, event, { asking: undefined }),
  PlaceFactStruck: (book, event) => {
    const { fact, seat, turn, backTo } = event.data;
    return changed(joinedAtTheHead(book, turn), event, (place) => ({
      ...before(book, place, fact),
      ...(place.asking ? { claimedIn: place.asking.askedIn } : {}),
      asking: undefined,
      told: place.told?.filter((one) => one !== toldOf(place, fact)),
      ...(seat === 'awaited'
        ? { state: 'waiting' as const, standing: CORRECTED, turn, backTo }
        : { state: backTo as PlaceState, ...(turn === undefined ? {} : { turn }) }),
      ...(seat === 'over_capacity' ? overRuled(place, 'capacity') : {}),
    }));
  },
  SeatRegained: (book, event) =>
    changed(book, event, {
      state: event.data.backTo as PlaceState,
      standing: undefined,
      backTo: undefined,
    }),

  ParticipantCorrectionAsked: (book, { id, effectiveOn, ...event }) =>
    changed(book, event, {
      asking: { kind: 'participant', ...event.data, askedIn: id, askedOn: effectiveOn },
    }),
  ParticipantCorrectionRefused: (book, event) => changed(book, event, { asking: undefined }),
  ParticipantCorrected: (book, event) =>
    changed(book, event, (place) => ({
      personId: event.data.personId,
      claimedIn: place.asking?.askedIn,
      told: place.told?.map((one) => namedOtherwise(one, event.data, place.asking?.askedIn)),
      asking: undefined,
      // What was stated or kept of the one recorded in error is not said of the other.
      stated: {},
      kept: {},
    })),

  PlaceSponsorCorrected: (book, event) =>
    changed(book, event, (place) => ({
      sponsorId: event.data.sponsorId,
      ...(event.data.sector === undefined ? {} : { sector: event.data.sector }),
      ...(event.data.overShare ? overRuled(place, 'sector-share') : {}),
    })),
  ParticipantFactsCorrected: (book, event) =>
    changed(book, event, (place) => ({
      kept: {
        ...place.kept,
        [event.data.asAt]: { ...place.kept[event.data.asAt], ...statedIn(event.data) },
      },
      factsCorrected: { ...place.factsCorrected, [event.data.asAt]: true },
    })),
  NoticeCorrected: (book, event) =>
    changed(book, event, ({ deferral }) => ({
      ...(deferral
        ? {
            deferral: {
              ...deferral,
              notifiedOn: event.data.notifiedOn ?? deferral.notifiedOn,
              reasonClass: event.data.reasonClass ?? deferral.reasonClass,
            },
          }
        : {}),
    })),
  BookPriceCorrected: (book, { data: { pricePence, terms } }) =>
    book.rules ? { ...book, rules: { ...book.rules, pricePence, terms } } : book,
  PlaceReferencesCorrected: (book, event) =>
    changed(book, event, {
      ...(event.data.reference === undefined ? {} : { reference: event.data.reference }),
      ...(event.data.purchaseOrder === undefined ? {} : { purchaseOrder: event.data.purchaseOrder }),
    }),
} satisfies Evolve<PlaceBook, FactsOf<typeof correctionEvents>>;

const dayOf = (fact: CorrectableFact, on: string): Partial<Place> => {
  if (fact === 'accepted') return { acceptedOn: on };
  if (fact === 'confirmed') return { confirmedOn: on };

  return fact === 'started' ? { startedOn: on } : {};
};

const overRuled = ({ overRules = [] }: Place, rule: ExceptedRule): Partial<Place> => ({
  overRules: [...new Set([...overRules, rule])],
});

const joinedAtTheHead = (book: PlaceBook, turn: number | undefined): PlaceBook =>
  turn === undefined ? book : { ...book, nextTurn: Math.max(book.nextTurn, turn + 1) };

/** Who was recorded in error is not named again when a fact is struck, but who it was in truth. */
const namedOtherwise = (
  told: ToldFact,
  { personId, insteadOf }: { readonly personId: string; readonly insteadOf: NamedBefore },
  claimedIn: string | undefined,
): ToldFact => {
  const { before } = told;
  if (before?.personId !== insteadOf.personId) return told;
  const isTheirs = before.claimedIn !== undefined && before.claimedIn === insteadOf.askedIn;

  return { ...told, before: { ...before, personId, ...(isTheirs ? { claimedIn } : {}) } };
};

/**
 * The place as it stood before a fact. Who answers for it and what was corrected of it since stays; who had asked to take it
 * over, of a place that had ended, asks again.
 */
const before = (book: PlaceBook, place: Place, fact: CorrectableFact): Partial<Place> => {
  const stood = toldOf(place, fact)?.before;
  if (!stood) return {};
  const gone = Object.fromEntries(Object.keys(place).map((field) => [field, undefined]));
  const { sponsorId, sector, answering, withoutSponsor, selfFunded, reference, overRules, factsCorrected } =
    place;
  const isOver = !isOngoing(place.state) || place.state === 'deferred';

  return {
    ...gone,
    ...stood,
    ...{ sponsorId, sector, answering, withoutSponsor, selfFunded, reference, overRules, factsCorrected },
    ...(fact === 'accepted' ? {} : { purchaseOrder: place.purchaseOrder }),
    // The sponsor has the days of a warning anew: those it had are over, perhaps.
    warning: undefined,
    ...(isOver ? {} : { transfer: place.transfer, checks: place.checks }),
    // What an opened book noted before, it has asked for.
    ...(book.rules ? { noted: undefined } : {}),
    // Who returns brings what they passed; they had not stood in line with it.
    ...(place.travelling ? { travelling: place.travelling } : {}),
    kept: { ...stood.kept, ...corrected(place) },
  };
};

const corrected = ({ kept, factsCorrected = {} }: Place): Place['kept'] =>
  Object.fromEntries(
    Object.entries(kept).filter(([asAt]) => factsCorrected[asAt as keyof typeof factsCorrected]),
  );
