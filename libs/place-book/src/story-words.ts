import { inWords, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { ofChange } from './change-words.js';
import type { Line } from './line.js';
import type { PlaceState } from './place-state.js';
import { joinedTheLine, seats, wasOffered } from './seat-words.js';

type OfOnePlace = Extract<PlaceEvent, { data: { placeId: string } }>;
type Words = { readonly [Type in OfOnePlace['type']]: (data: DataOf<Type>, line: Line) => string };
type DataOf<Type> = Extract<OfOnePlace, { type: Type }>['data'];

/** What each fact says of the place it is about; '' when it has no bearing on the seat. */
const itself: Words = {
  ...ofChange,
  PlaceRequested: (_, { asked }) => `It asked, as number ${asked + 1} of this cohort.`,
  PlaceWaitlisted: joinedTheLine,
  PlaceOffered: (offered, { excepted }) => wasOffered(offered, excepted.has(offered.placeId)),
  AcceptanceAsked: () =>
    'The sponsor accepted and named a participant; the seat was kept while it was checked.',
  AcceptanceRefused: ({ until }) =>
    `The participant named could not hold it. The offer stood as before, until ${inWords(until)}.`,
  PlaceAccepted: () => 'The sponsor accepted: the seat is theirs.',
  ConfirmationAsked: () => 'A participant was named; the seat was kept while it was checked.',
  ConfirmationRefused: () => 'The participant named could not hold it. It stayed accepted.',
  PlaceConfirmed: () => 'The participant was confirmed.',
  PlaceStarted: ({ late }) => (late ? 'The participant joined late.' : 'The participant started.'),
  PlaceAwaitingAward: () => 'The modules were done; it holds no seat any more.',
  PlaceCompleted: ({ awardedOn }) => `The award was granted on ${inWords(awardedOn)}.`,
  PlaceCompletionUndone: () => 'The award was corrected to not granted.',
  ParticipantFactsKept: () => '',
  PlaceDeclined: () => 'The sponsor declined the offer.',
  OfferLapsed: ({ until }) => `The offer was not accepted until ${inWords(until)} and lapsed.`,
  RequestWithdrawn: () => 'The sponsor took the request back.',
  RequestRefused: () => 'The programme refused the request.',
  PlaceWithdrawn: ({ hadStarted, because }) =>
    because === 'not_named'
      ? 'It was released: nobody had been confirmed for it in time.'
      : hadStarted
        ? 'It was withdrawn after the start.'
        : 'It was withdrawn before the start.',
  PlaceNotTakenUp: ({ withItsCohort }) =>
    withItsCohort
      ? 'Nobody had started in it when its cohort was completed.'
      : 'The participant never appeared.',
  PlaceNotPlaced: () => 'It was given no seat by the last joining date: it ended as not placed.',
  PlaceCancelled: () => 'It was cancelled with the cohort.',
  PlaceFailed: () => 'The participant ended without the award.',
};

/** What an event says of the place it is about; `line` as it stood before. */
export const ofItself = (event: Recorded<PlaceEvent>, line: Line): string =>
  (itself[event.type as OfOnePlace['type']] as (data: unknown, line: Line) => string)(event.data, line);

/** What the departure of one who stood ahead says of the place behind. */
export const ofAnother = ({ type }: Recorded<PlaceEvent>): string =>
  type === 'PlaceOffered'
    ? 'A free seat was offered to a request that stood ahead. This request moved up.'
    : `A request ahead left the line (${causes[type] ?? 'it ended'}). This request moved up.`;

/** How a seat came free, for those who wait; '' when none did. */
export const freedBy = (event: Recorded<PlaceEvent>): string => {
  if (event.type === 'BookCapacityRaised')
    return `${seats(event.data.capacity - event.data.from)} came free: the capacity was raised from ${event.data.from} to ${event.data.capacity}.`;
  if (event.type === 'BookCapacityLowered')
    return `The capacity was lowered from ${event.data.from} to ${event.data.capacity}.`;
  if (!('freedSeat' in event.data) || !event.data.freedSeat) return '';

  return `A seat came free: ${causes[event.type] ?? 'a place ended'}.`;
};

const causes: { readonly [Type in PlaceEvent['type']]?: string } = {
  PlaceDeclined: 'an offer was declined',
  OfferLapsed: 'an offer lapsed',
  RequestWithdrawn: 'a sponsor took a request back',
  RequestRefused: 'the programme refused a request',
  PlaceWithdrawn: 'a place was withdrawn',
  PlaceDeferred: 'a participant deferred',
  PlaceNotTakenUp: 'a participant never appeared',
  PlaceNotPlaced: 'it ended as not placed',
  PlaceCancelled: 'it was cancelled with the cohort',
  PlaceFactStruck: 'what had given it was corrected',
  PlaceFailed: 'a participant ended without the award',
  PlaceAwaitingAward: 'a participant had done the modules',
  PlaceCompleted: 'a participant was granted the award',
};

/** The state a place is in after a fact about it; undefined when it stays as it was. */
export const stateAfter = (event: Recorded<PlaceEvent>): PlaceState | undefined =>
  event.type === 'PlaceCompletionUndone'
    ? event.data.backTo
    : event.type === 'PlaceFactStruck'
      ? ((event.data.seat === 'awaited' ? 'waiting' : event.data.backTo) as PlaceState)
      : event.type === 'SeatRegained'
        ? (event.data.backTo as PlaceState)
        : event.type === 'CarryingRefused' && event.data.notedAgain
          ? 'noted'
          : states[event.type];

const states: { readonly [Type in PlaceEvent['type']]?: PlaceState } = {
  CarriedRequestNoted: 'noted',
  RequestCarried: 'not_placed',
  ReturnAwaited: 'waiting',
  PlaceRequested: 'waiting',
  PlaceOffered: 'offered',
  PlaceAccepted: 'accepted',
  PlaceConfirmed: 'confirmed',
  PlaceReturnedTo: 'accepted',
  PlaceDeferred: 'deferred',
  DeferredPlaceReturned: 'moved',
  PlaceStarted: 'started',
  PlaceAwaitingAward: 'awaiting_award',
  PlaceCompleted: 'completed',
  PlaceDeclined: 'declined',
  OfferLapsed: 'lapsed',
  RequestWithdrawn: 'withdrawn',
  RequestRefused: 'refused',
  PlaceWithdrawn: 'withdrawn',
  PlaceNotTakenUp: 'not_taken_up',
  PlaceNotPlaced: 'not_placed',
  PlaceCancelled: 'cancelled',
  PlaceFailed: 'failed',
};
