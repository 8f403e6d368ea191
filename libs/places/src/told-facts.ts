import type { Evolve, Happened } from '#kernel';
import type { PlaceEvent } from './events.js';
import { saidIn } from './place-statements.js';
import type { Place, PlaceBook, PlaceCorrections, PlaceState, ToldFact } from './place-book.js';
import {
  COURSE_FACTS,
  type CorrectableFact,
  type CourseFact,
  type EndedBecause,
  type SideFact,
} from './vocabulary.js';

const FACTS: { readonly [Type in PlaceEvent['type']]?: CorrectableFact } = {
  PlaceRequested: 'requested',
  PlaceOffered: 'offered',
  PlaceAccepted: 'accepted',
  PlaceReturnedTo: 'accepted',
  PlaceConfirmed: 'confirmed',
  ParticipantSubstituted: 'substituted',
  PlaceStarted: 'started',
  PlaceAwaitingAward: 'awaiting_award',
  PlaceFailed: 'failed',
  RequestWithdrawn: 'withdrawn',
  PlaceWithdrawn: 'withdrawn',
  PlaceNotTakenUp: 'not_taken_up',
  PlaceDeferred: 'deferred',
  PlaceDeclined: 'declined',
  RequestRefused: 'refused',
  PlaceNotPlaced: 'not_placed',
  PriorityGiven: 'given_priority',
  ExceptionAllowed: 'admitted_by_exception',
  OfferExtended: 'offer_extended',
  NamingExtended: 'naming_extended',
  SponsorTransferred: 'transferred',
  PlaceWithoutSponsor: 'left_without_sponsor',
  DeferralExtended: 'deferral_extended',
  DeferralPaused: 'deferral_paused',
  DeferralResumed: 'deferral_resumed',
};

// What only follows another place is corrected there.
const factIn = ({ type, data }: Happened<PlaceEvent>): CorrectableFact | undefined => {
  if ((type === 'SponsorTransferred' || type === 'PlaceWithoutSponsor') && data.follows) return undefined;

  return type === 'SponsorTransferred' && data.selfFunded ? 'self_funded' : FACTS[type];
};

/** The state a place is in right after a fact of its course. */
export const STATE_AFTER: { readonly [fact in CourseFact]: PlaceState } = {
  requested: 'waiting',
  offered: 'offered',
  accepted: 'accepted',
  confirmed: 'confirmed',
  substituted: 'confirmed',
  started: 'started',
  awaiting_award: 'awaiting_award',
  failed: 'failed',
  withdrawn: 'withdrawn',
  not_taken_up: 'not_taken_up',
  deferred: 'deferred',
  declined: 'declined',
  refused: 'refused',
  not_placed: 'not_placed',
};

/** True of what brings a place from one state to another, or gives it to another person. */
export const isOfTheCourse = (fact: CorrectableFact): fact is CourseFact =>
  (COURSE_FACTS as readonly string[]).includes(fact);

/** Who answers for a place: each rests on the one before. */
export const ANSWERING: readonly CorrectableFact[] = ['transferred', 'self_funded', 'left_without_sponsor'];

/** What was told of a fact last. */
export const toldOf = ({ told = [] }: PlaceCorrections, fact: CorrectableFact): ToldFact | undefined =>
  told.findLast((one) => one.fact === fact);

/** The fact an event told, of those there may be several of. */
export const toldIn = (
  place: PlaceCorrections,
  { fact, corrects }: { readonly fact: CorrectableFact; readonly corrects: string },
): ToldFact | undefined =>
  place.told?.find((one) => one.fact === fact && one.event === corrects) ?? toldOf(place, fact);

/** The last of some facts, whichever of them it is. */
export const lastOf = (
  { told = [] }: PlaceCorrections,
  facts: readonly CorrectableFact[],
): ToldFact | undefined => told.findLast(({ fact }) => facts.includes(fact));

/** What was told of a place after a fact, of these. */
export const toldSince = (
  { told = [] }: PlaceCorrections,
  fact: ToldFact,
  facts: readonly CorrectableFact[],
): readonly ToldFact[] => told.slice(told.indexOf(fact) + 1).filter((one) => facts.includes(one.fact));

/** What rests on a fact alone, and falls with it: whatever only was so because of it. */
const FALLS: { readonly [fact in CorrectableFact]?: readonly SideFact[] } = {
  accepted: ['naming_extended'],
  deferred: ['deferral_extended', 'deferral_paused', 'deferral_resumed'],
  deferral_paused: ['deferral_resumed'],
};

/** A seat that was offered because of what is struck was not to be offered, nor for longer. */
const OFFER: readonly CorrectableFact[] = ['offered', 'offer_extended'];

/** Everything of a place that falls with a fact. */
export const fallingWith = (place: Place, told: ToldFact): readonly ToldFact[] => {
  const gaveASeat = told.fact === 'given_priority' || told.fact === 'admitted_by_exception';
  if (gaveASeat) return place.state === 'offered' ? toldSince(place, told, OFFER) : [];

  const falling = toldSince(place, told, FALLS[told.fact] ?? []);
  // Of several pauses each has an end of its own.
  return told.fact === 'deferral_paused' ? falling.slice(0, 1) : falling;
};

/** What fell with a fact, as the event that strikes it says so. */
export const fallen = (facts: readonly ToldFact[]) =>
  facts.length === 0 ? {} : { fell: facts.map(({ fact, event, on }) => ({ fact, event, on })) };

type AnyStep = (book: PlaceBook, event: Happened<PlaceEvent>) => PlaceBook;

/** Steps that also remember of each place which facts were recorded of it, in which events. */
export const remembered = (steps: Evolve<PlaceBook, PlaceEvent>): Evolve<PlaceBook, PlaceEvent> => {
  const remembering = Object.keys(FACTS).map((type): [string, AnyStep] => {
    const step = steps[type as PlaceEvent['type']] as AnyStep;
    return [
      type,
      (book, event) => {
        const { placeId } = event.data as { readonly placeId: string };
        const before = book.places.get(placeId);
        const next = step(book, event);
        const place = next.places.get(placeId);
        const fact = factIn(event);
        return place && fact
          ? { ...next, places: next.places.set(placeId, told(book, place, before, fact, event)) }
          : next;
      },
    ];
  });
  return { ...steps, ...(Object.fromEntries(remembering) as Partial<typeof steps>) };
};

// No index of the book looks at what was told, so it is set beside them.
const told = (
  { drawn }: PlaceBook,
  place: Place,
  before: Place | undefined,
  fact: CorrectableFact,
  event: Happened<PlaceEvent>,
): Place => ({
  ...place,
  told: [
    ...(place.told ?? []),
    {
      fact,
      event: event.id,
      on: event.effectiveOn,
      ...(drawn ? { drawn } : {}),
      ...limitIn(event),
      ...noticeIn(event),
      ...becauseIn(event),
      ...saidIn(fact, event),
      ...(before ? { before } : {}),
    },
  ],
});

const becauseIn = ({ type, data }: Happened<PlaceEvent>): EndedBecause => {
  if (type === 'PlaceNotTakenUp' && data.withItsCohort) return { withItsCohort: true };

  return type === 'RequestRefused' && data.heldBy ? { heldBy: data.heldBy } : {};
};

const limitIn = ({ type, data }: Happened<PlaceEvent>): Pick<ToldFact, 'limitOn' | 'withoutPauses'> => {
  if (type === 'PlaceDeferred') return { limitOn: data.limitOn };
  if (type !== 'DeferralExtended') return {};
  const { limitOn, withoutPauses } = data;

  return { limitOn, ...(withoutPauses === undefined ? {} : { withoutPauses }) };
};

const noticeIn = ({ type, data }: Happened<PlaceEvent>): Pick<ToldFact, 'notice'> => {
  if (type === 'RequestWithdrawn') return { notice: { reasonClass: data.reasonClass } };
  if (type !== 'PlaceWithdrawn' && type !== 'PlaceDeferred' && type !== 'ParticipantSubstituted') return {};
  const { notifiedOn, reasonClass, evidence } = data;

  return {
    notice: {
      notifiedOn,
      ...(reasonClass === undefined ? {} : { reasonClass }),
      ...(evidence === undefined ? {} : { evidence }),
    },
  };
};
